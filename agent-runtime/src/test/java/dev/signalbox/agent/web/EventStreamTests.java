package dev.signalbox.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.web.WebHouse.Count;
import dev.signalbox.agent.web.WebHouse.Counting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTests {

    private static final int DISCONNECTS = Integer.getInteger("signalbox.disconnects", 100);

    private static WebHouse house;

    @BeforeAll
    static void open() {
        house = new WebHouse("threaded=true", "signalbox.agent.web.heartbeat=1s");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** One that came over the wire. */
    private record Sent(String id, String type, String data) {}

    /** Reads a stream event by event. */
    private static final class Reader implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Reader(RunId run, long after) throws IOException, InterruptedException {
            HttpRequest request = house.request("/agent/runs/" + run + "/events")
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", Long.toString(after))
                    .build();
            response = house.client.send(request, BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** {@code null} at the end. */
        Sent next() throws IOException {
            String id = "";
            String type = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5).strip();
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Sent(id, type, data);
                }
            }
            return null;
        }

        /** Waits for comments, and nothing but comments. */
        void await(int wanted) throws IOException {
            for (int found = 0; found < wanted; ) {
                String line = lines.readLine();
                assertThat(line).matches("|:.*");
                found += line.isEmpty() ? 0 : 1;
            }
        }

        List<Sent> rest() throws IOException {
            List<Sent> all = new ArrayList<>();
            for (Sent sent = next(); sent != null; sent = next()) {
                all.add(sent);
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static RunId start(int steps, String gate) {
        return house.runtime().start(Counting.class, new Count(steps, gate)).id();
    }

    private static RunId ended(String gate) throws TimeoutException, InterruptedException {
        RunHandle<Integer> run = house.runtime().start(Counting.class, new Count(0, gate));
        Integer unused = run.await(Duration.ofSeconds(30));
        return run.id();
    }

    @Test
    void tellsWhatHasHappenedAndEndsWithTheRun() throws Exception {
        house.gates().open("told", 2);
        RunHandle<Integer> told = house.runtime().start(Counting.class, new Count(2, "told"));
        RunId run = told.id();
        Integer unused = told.await(Duration.ofSeconds(30));

        try (Reader reader = new Reader(run, 0)) {
            assertThat(reader.rest())
                    .extracting(Sent::type)
                    .containsExactly("RunStarted", "StepCompleted", "StepCompleted", "RunSucceeded");
            assertThat(reader.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        }
    }

    @Test
    void tellsWhoHasEverythingNotToComeBack() throws Exception {
        RunId run = ended("everything");

        try (Reader reader = new Reader(run, 2)) {
            assertThat(reader.response.statusCode()).isEqualTo(204);
        }
    }

    @Test
    void isAListForThoseWhoWantNoStream() throws Exception {
        RunId run = ended("list");

        assertThat(house.get("/agent/runs/" + run + "/events?after=1").body().path("events"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("type").asString()).isEqualTo("RunSucceeded");
                    assertThat(event.path("seq").asLong()).isEqualTo(2);
                });
    }

    @Test
    void goesOnLiveWithWhatIsNotKept() throws Exception {
        RunId run = start(2, "live");
        assertThat(house.gates().awaitArrival("live")).isTrue();
        try (Reader reader = new Reader(run, 0)) {
            assertThat(reader.next().type()).isEqualTo("RunStarted");
            reader.await(1); // now it is live
            house.gates().open("live", 1);
            Sent begun = reader.next();
            while (!begun.type().equals("StepStarted")) {
                begun = reader.next();
            }
            house.gates().open("live", 1);

            assertThat(begun.id()).isEmpty();
            assertThat(reader.rest()).extracting(Sent::type).endsWith("StepCompleted", "RunSucceeded");
        }
    }

    @Test
    void showsThatItIsStillThere() throws Exception {
        RunId run = start(1, "silent");
        assertThat(house.gates().awaitArrival("silent")).isTrue();
        try (Reader reader = new Reader(run, 1)) {
            reader.await(3);
            house.gates().open("silent", 1);

            assertThat(reader.rest()).extracting(Sent::type).endsWith("RunSucceeded");
        }
    }

    @Test
    void losesNothingAndRepeatsNothingHoweverOftenItIsCut() throws Exception {
        Random random = new Random(42);
        int steps = DISCONNECTS * 3;
        RunId run = start(steps, "cut");
        List<Long> received = new ArrayList<>();
        long last = 0;
        String type = "";

        for (int cut = 0; !type.equals("RunSucceeded"); cut++) {
            house.gates().open("cut", cut < DISCONNECTS ? random.nextInt(6) : steps);
            try (Reader reader = new Reader(run, last)) {
                int wanted = cut < DISCONNECTS ? Math.min(random.nextInt(6), available(run, last)) : Integer.MAX_VALUE;
                while (wanted > 0 && !type.equals("RunSucceeded")) {
                    Sent sent = reader.next();
                    type = sent.type();
                    if (!sent.id().isEmpty()) {
                        last = Long.parseLong(sent.id());
                        received.add(last);
                        wanted--;
                    }
                }
            }
        }

        assertThat(received)
                .isEqualTo(house.runtime().events(run, 0, steps + 10).stream()
                        .map(RunEvent::seq)
                        .toList())
                .isEqualTo(LongStream.rangeClosed(1, steps + 2).boxed().toList());
    }

    private static int available(RunId run, long after) {
        return house.runtime().events(run, after, 10).size();
    }
}
