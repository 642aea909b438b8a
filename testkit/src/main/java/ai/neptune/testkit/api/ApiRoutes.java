package ai.neptune.testkit.api;

import static ai.neptune.testkit.http.RequestKind.OTHER;
import static ai.neptune.testkit.http.RequestKind.PAGED_BY_TOKEN;
import static ai.neptune.testkit.http.RequestKind.SIGNING;

import ai.neptune.testkit.http.Endpoint;
import ai.neptune.testkit.http.RequestKind;
import ai.neptune.testkit.http.Router;
import ai.neptune.testkit.model.ProjectStore;

/** All requests of the API and of its storage, by method and path. */
public final class ApiRoutes {
  private static final String BACKEND = "/api/backend/v1/";
  private static final String LEADERBOARD = "/api/leaderboard/v1/";

  private final Router router = new Router();
  private final ApiSettings settings;
  private final AuthorizationEndpoints authorization;

  private ApiRoutes(ApiSettings settings) {
    this.settings = settings;
    this.authorization = new AuthorizationEndpoints(settings);
  }

  /** The routes of a server. */
  public static Router of(ProjectStore store, ApiSettings settings) {
    ApiRoutes routes = new ApiRoutes(settings);
    routes.addAuthorization();
    routes.addProjects(new ProjectsEndpoints(store));
    routes.addLeaderboard(new ProjectAccess(store), new ProjectIndexes(store));
    routes.addStorage(store);
    return routes.router;
  }

  private void addAuthorization() {
    String issuer = AuthorizationEndpoints.ISSUER;
    router
        .on("GET", BACKEND + "authorization/oauth-token", OTHER, authorization::exchange)
        .on("POST", issuer + "/protocol/openid-connect/token", OTHER, authorization::refresh)
        .on(
            "GET",
            issuer + "/.well-known/openid-configuration",
            OTHER,
            authorization::openIdConfiguration)
        .on("GET", BACKEND + "clients/config", OTHER, authorization::clientConfig);
  }

  private void addProjects(ProjectsEndpoints projects) {
    authorized("GET", BACKEND + "projects", OTHER, projects::list);
    authorized("GET", BACKEND + "projects/get", OTHER, projects::get);
  }

  private void addStorage(ProjectStore store) {
    SignedUrls urls = new SignedUrls(settings.storage());
    UrlScheme scheme = settings.storage().urlScheme();
    authorized(
        "POST",
        "/api/storagebridge/v1/signedUrl",
        SIGNING,
        new SigningEndpoint(new ProjectAccess(store), urls, scheme, settings.limits())::sign);
    router.onBlobs(SignedUrls.PREFIX, new BlobEndpoint(store, urls, scheme)::get);
  }

  private void addLeaderboard(ProjectAccess projects, ProjectIndexes indexes) {
    Limits limits = settings.limits();
    EntriesEndpoints entries = new EntriesEndpoints(projects, indexes, settings);
    post("proto/leaderboard/entries/search/", OTHER, entries::searchProject);
    post("proto/leaderboard/entries/global/search/", OTHER, entries::searchAll);
    post(
        "leaderboard/attributes/definitions/query",
        PAGED_BY_TOKEN,
        new DefinitionsEndpoint(projects, indexes, settings)::query);
    post(
        "proto/leaderboard/attributes/query",
        PAGED_BY_TOKEN,
        new ValuesEndpoint(projects, settings)::query);
    post("proto/attributes/series/float", OTHER, new FloatSeriesEndpoint(projects, limits)::points);
    post(
        "proto/attributes/series",
        PAGED_BY_TOKEN,
        new OtherSeriesEndpoint(projects, indexes, limits)::points);
    post("proto/attributes/timeseries/buckets", OTHER, new BucketsEndpoint(projects)::buckets);
  }

  private void post(String path, RequestKind kind, Endpoint endpoint) {
    authorized("POST", LEADERBOARD + path, kind, endpoint);
  }

  private void authorized(String method, String path, RequestKind kind, Endpoint endpoint) {
    router.on(method, path, kind, authorization.authorized(endpoint));
  }
}
