package ai.neptune.testkit.api;

import static ai.neptune.testkit.http.RequestKind.OTHER;
import static ai.neptune.testkit.http.RequestKind.PAGED_BY_TOKEN;
import static ai.neptune.testkit.http.RequestKind.SIGNING;

import ai.neptune.testkit.http.Endpoint;
import ai.neptune.testkit.http.RequestKind;
import ai.neptune.testkit.http.Router;
import ai.neptune.testkit.model.ProjectStore;
import java.time.Duration;

/** All requests of the API and of its storage, by method and path. */
public final class ApiRoutes {
  private static final String BACKEND = "/api/backend/v1/";
  private static final String LEADERBOARD = "/api/leaderboard/v1/";

  private final Router router = new Router();
  private final AuthorizationEndpoints authorization;

  private ApiRoutes(AuthorizationEndpoints authorization) {
    this.authorization = authorization;
  }

  /**
   * The routes of a server.
   *
   * @param apiKey the key that API tokens must carry
   */
  public static Router of(
      ProjectStore store,
      String apiKey,
      Duration accessTokenLifetime,
      Duration signedUrlLifetime,
      StorageProvider provider) {
    Signer signer = new Signer();
    SignedUrls urls = new SignedUrls(signer, signedUrlLifetime);
    ApiRoutes routes =
        new ApiRoutes(
            new AuthorizationEndpoints(apiKey, new AccessTokens(signer, accessTokenLifetime)));
    routes.addAuthorization();
    routes.addProjects(new ProjectsEndpoints(store));
    routes.addLeaderboard(new ProjectAccess(store), new ProjectIndexes(store));
    routes.authorized(
        "POST",
        "/api/storagebridge/v1/signedUrl",
        SIGNING,
        new SigningEndpoint(new ProjectAccess(store), urls, provider)::sign);
    return routes.router.onBlobs(SignedUrls.PREFIX, new BlobEndpoint(store, urls, provider)::get);
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

  private void addLeaderboard(ProjectAccess projects, ProjectIndexes indexes) {
    EntriesEndpoints entries = new EntriesEndpoints(projects, indexes);
    post("proto/leaderboard/entries/search/", OTHER, entries::searchProject);
    post("proto/leaderboard/entries/global/search/", OTHER, entries::searchAll);
    post(
        "leaderboard/attributes/definitions/query",
        PAGED_BY_TOKEN,
        new DefinitionsEndpoint(projects, indexes)::query);
    post("proto/leaderboard/attributes/query", PAGED_BY_TOKEN, new ValuesEndpoint(projects)::query);
    post("proto/attributes/series/float", OTHER, new FloatSeriesEndpoint(projects)::points);
    post(
        "proto/attributes/series",
        PAGED_BY_TOKEN,
        new OtherSeriesEndpoint(projects, indexes)::points);
    post("proto/attributes/timeseries/buckets", OTHER, new BucketsEndpoint(projects)::buckets);
  }

  private void post(String path, RequestKind kind, Endpoint endpoint) {
    authorized("POST", LEADERBOARD + path, kind, endpoint);
  }

  private void authorized(String method, String path, RequestKind kind, Endpoint endpoint) {
    router.on(method, path, kind, authorization.authorized(endpoint));
  }
}
