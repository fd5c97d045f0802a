package dev.signalbox.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.web.WebHouse.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunApiTests {

    private static WebHouse house;

    @BeforeAll
    static void open() {
        house = new WebHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String started(String body) throws IOException, InterruptedException {
        return house.post("/agent/runs", body).body().path("id").asString();
    }

    @Test
    void startsARunAndSaysWhereItIs() throws Exception {
        Answer started = house.post(
                "/agent/runs",
                "{\"program\":\"Waiting\",\"input\":\"kim\",\"tenant\":\"acme\",\"tags\":{\"a\":\"b\"}}");

        assertThat(started.status()).isEqualTo(202);
        Answer run = house.get(started.location());
        assertThat(run.status()).isEqualTo(200);
        assertThat(run.type()).isEqualTo("application/json");
        assertThat(run.body().path("program").asString()).isEqualTo("Waiting");
        assertThat(run.body().path("tenant").asString()).isEqualTo("acme");
        assertThat(run.body().path("input").asString()).isEqualTo("kim");
        assertThat(run.body().path("status").asString()).isEqualTo("PARKED");
        assertThat(run.body().path("createdAt").asString()).isNotEmpty();
        assertThat(run.body().path("use").path("costUsd").asString()).isEqualTo("0");
    }

    @Test
    void startsOneRunOfAKey() throws Exception {
        String body = "{\"program\":\"Waiting\",\"input\":\"kim\",\"key\":\"once\"}";

        assertThat(started(body)).isEqualTo(started(body));
    }

    @Test
    void takesSignalsAndShowsTheSteps() throws Exception {
        String run = started("{\"program\":\"Waiting\",\"input\":\"kim\"}");

        Answer taken = house.post("/agent/runs/" + run + "/signals/go", "\"now\"");

        assertThat(taken.status()).isEqualTo(202);
        Answer after = house.get("/agent/runs/" + run);
        assertThat(after.body().path("output").asString()).isEqualTo("kim now");
        Answer steps = house.get("/agent/runs/" + run + "/steps");
        assertThat(steps.body().path("steps").path(0).path("kind").asString()).isEqualTo("SIGNAL");
        assertThat(house.post("/agent/runs/" + run + "/signals/go", "\"again\"").status())
                .isEqualTo(409);
    }

    @Test
    void findsRunsByWhatIsAskedPageByPage() throws Exception {
        String first = started("{\"program\":\"Waiting\",\"input\":\"1\",\"tenant\":\"pages\"}");
        String second = started("{\"program\":\"Waiting\",\"input\":\"2\",\"tenant\":\"pages\"}");
        started("{\"program\":\"Waiting\",\"input\":\"3\",\"tenant\":\"others\"}");

        Answer page = house.get("/agent/runs?tenant=pages&program=Waiting&status=parked,ready&limit=1");

        assertThat(page.body().path("runs")).hasSize(1);
        assertThat(page.body().path("runs").path(0).path("id").asString()).isEqualTo(second);
        Answer next = house.get(
                "/agent/runs?tenant=pages&next=" + page.body().path("next").asString());
        assertThat(next.body().path("runs").path(0).path("id").asString()).isEqualTo(first);
        assertThat(next.body().has("next")).isFalse();
        assertThat(house.get("/agent/runs?tenant=pages&status=FAILED").body().path("runs"))
                .isEmpty();
    }

    @Test
    void cancelsARunOnce() throws Exception {
        String run = started("{\"program\":\"Waiting\",\"input\":\"kim\"}");

        assertThat(house.post("/agent/runs/" + run + "/cancel", "").status()).isEqualTo(202);

        assertThat(house.get("/agent/runs/" + run).body().path("status").asString())
                .isEqualTo("CANCELLED");
        assertThat(house.post("/agent/runs/" + run + "/cancel", "").status()).isEqualTo(409);
    }

    @Test
    void forksARunWithAnotherResult() throws Exception {
        String run = started("{\"program\":\"Waiting\",\"input\":\"kim\"}");
        house.post("/agent/runs/" + run + "/signals/go", "\"now\"");
        long seq = house.get("/agent/runs/" + run + "/steps")
                .body()
                .path("steps")
                .path(0)
                .path("seq")
                .asLong();

        Answer forked = house.post(
                "/agent/runs/" + run + "/fork",
                "{\"until\":" + seq + ",\"result\":{\"name\":\"go\",\"number\":1,\"payload\":\"\\\"later\\\"\"}}");

        assertThat(forked.status()).isEqualTo(202);
        assertThat(house.get(forked.location()).body().path("output").asString())
                .isEqualTo("kim later");
    }

    @Test
    void letsThoseDecideWhoMay() throws Exception {
        String run = started("{\"program\":\"Paying\",\"input\":\"a bill\"}");
        Answer asked = house.get("/agent/approvals");
        String approval = asked.body().path("approvals").path(0).path("id").asString();
        String path = "/agent/approvals/" + approval + "/decision";

        Answer other = house.post(path, "{\"verdict\":\"approve\",\"by\":\"kim\"}");
        Answer smuggled =
                house.post(path, "{\"verdict\":\"approve\",\"by\":\"finance\",\"arguments\":{\"amount\":9000}}");
        Answer first = house.post(path, "{\"verdict\":\"edit\",\"by\":\"finance\",\"arguments\":{\"amount\":90}}");
        Answer second = house.post(path, "{\"verdict\":\"deny\",\"by\":\"finance\",\"arguments\":null}");

        assertThat(asked.body()
                        .path("approvals")
                        .path(0)
                        .path("arguments")
                        .path("amount")
                        .asInt())
                .isEqualTo(120);
        assertThat(other.status()).isEqualTo(403);
        assertThat(smuggled.status()).isEqualTo(400);
        assertThat(smuggled.body().path("detail").asString()).contains("Edit to have others");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("decision").asString()).isEqualTo("EDIT");
        assertThat(second.status()).isEqualTo(409);
        assertThat(house.get("/agent/runs/" + run).body().path("output").asString())
                .startsWith("paid 90");
        assertThat(house.get("/agent/approvals").body().path("approvals")).isEmpty();
        assertThat(house.get("/agent/approvals?run=" + run).body().path("approvals"))
                .hasSize(1);
    }

    @Test
    void tellsWhatIsWrongAsProblemDetails() throws Exception {
        Answer unknown = house.get("/agent/runs/nobody");
        Answer noProgram = house.post("/agent/runs", "{\"program\":\"Nothing\"}");
        Answer noJson = house.post("/agent/runs", "{");
        Answer noNumber = house.get("/agent/runs?limit=many");
        Answer noPage = house.get("/agent/runs?next=2026-11-27T09:00:00Z");
        Answer noStatus = house.get("/agent/runs?status=gone");

        assertThat(unknown.type()).isEqualTo("application/problem+json");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().path("detail").asString()).isEqualTo("There is no run 'nobody'.");
        assertThat(noProgram.status()).isEqualTo(400);
        assertThat(noProgram.body().path("detail").asString()).startsWith("There is no program 'Nothing'. Known are");
        assertThat(noJson.status()).isEqualTo(400);
        assertThat(noNumber.body().path("detail").asString()).isEqualTo("'limit' is 'many', which is no number.");
        assertThat(noPage.status()).isEqualTo(400);
        assertThat(noPage.body().path("detail").asString()).endsWith("Write what the page before said.");
        assertThat(noStatus.body().path("detail").asString()).contains("PARKED");
    }

    @Test
    void isNotThereUnlessItIsTurnedOn() throws Exception {
        try (WebHouse closed = new WebHouse("signalbox.agent.web.enabled=false")) {
            assertThat(closed.get("/agent/runs").status()).isEqualTo(404);
        }
    }

    @Test
    void isServedWhereItIsConfigured() throws Exception {
        try (WebHouse elsewhere = new WebHouse("signalbox.agent.web.path=/ops/agents")) {
            assertThat(elsewhere.get("/ops/agents/runs").status()).isEqualTo(200);
            assertThat(elsewhere.get("/agent/runs").status()).isEqualTo(404);
        }
    }
}
