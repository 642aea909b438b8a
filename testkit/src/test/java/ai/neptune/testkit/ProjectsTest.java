package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProjectsTest {
  private static final String PROJECTS = "/api/backend/v1/projects";

  private static NeptuneServer server;
  private static TestClient client;

  @BeforeAll
  static void start() {
    server =
        NeptuneServer.start(
            "[{\"project\": \"one/b\"}, {\"project\": \"two/c\"}, {\"project\": \"one/a\"}]");
    client = new TestClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsTheProjectsOfAWorkspaceInPages() {
    JsonNode all = client.get(PROJECTS + "?organizationIdentifier=one").body();
    JsonNode page = client.get(PROJECTS + "?organizationIdentifier=one&offset=1&limit=1").body();

    assertThat(all.get("entries").findValuesAsText("name")).containsExactly("a", "b");
    assertThat(all.get("entries").findValuesAsText("organizationName"))
        .containsExactly("one", "one");
    assertThat(page.get("entries").findValuesAsText("name")).containsExactly("b");
    assertThat(page.get("matchingItemCount").asInt()).isEqualTo(2);
    assertThat(client.get(PROJECTS).body().get("matchingItemCount").asInt()).isEqualTo(3);
    assertThat(client.get(PROJECTS + "?limit=x").status()).isEqualTo(400);
  }

  @Test
  void givesOneProject() {
    TestClient.Response missing = client.get(PROJECTS + "/get?projectIdentifier=one/z");

    assertThat(client.get(PROJECTS + "/get?projectIdentifier=two/c").body().get("name").asText())
        .isEqualTo("c");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.errorType()).isEqualTo("PROJECT_NOT_FOUND");
  }

  @Test
  void answersUnknownRequestsWithJsonErrors() {
    assertThat(client.get("/api/nothing").status()).isEqualTo(404);
    assertThat(client.get(TestClient.DEFINITIONS).status()).isEqualTo(405);
    assertThat(client.response(client.request("/testkit/nothing")).status()).isEqualTo(404);
  }
}
