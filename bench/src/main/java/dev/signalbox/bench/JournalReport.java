package dev.signalbox.bench;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a recorded step costs beside a raw insert, in milliseconds; medians of single steps, one thread. */
public final class JournalReport {

    private static final int STEPS = 1_500;
    private static final int ROUNDS = 3;
    private static final String ANSWER = "a".repeat(100);

    private JournalReport() {}

    /** An agent without tools. */
    public interface Helper {
        /** Answers. */
        String help(String question);
    }

    /** Asks again and again, and says how long each time took. */
    static final class Asking implements AgentProgram<Integer, long[]> {
        @Override
        public long[] run(Integer steps, Run run) {
            Helper helper = run.agent(Helper.class);
            return times(steps, step -> helper.help("question " + step));
        }
    }

    private interface Step {
        void run(int number);
    }

    /** Prints a table of two databases. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("journal");
        System.out.println("| database | raw insert | AiServices alone | AiServices in a run | of it the journal |");
        System.out.println("|---|---|---|---|---|");
        report("SQLite", "jdbc:sqlite:" + folder.resolve("journal.db"));
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            report("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
        }
    }

    private static void report(String name, String url) throws Exception {
        try (JournalDatabase database =
                JournalDatabase.open(new JournalSettings(url, null, null, 8, Duration.ofSeconds(10)))) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            jdbc.execute("create table raw_step (id varchar(100) primary key, result varchar(1000), at bigint)");
            AgentRuntime runtime = AgentRuntime.builder()
                    .journal(new JdbcJournalStore(database))
                    .model(model())
                    .program(new Asking())
                    .build();
            runtime.start();
            for (int round = 1; round <= ROUNDS; round++) {
                double raw = median(times(STEPS, step -> insert(jdbc)));
                Helper alone = AiServices.create(Helper.class, model());
                double plain = median(times(STEPS, step -> alone.help("question " + step)));
                RunHandle<long[]> run = runtime.start(Asking.class, STEPS);
                double recorded = median(run.await(Duration.ofMinutes(5)));
                System.out.printf(
                        "| %s, round %d | %.3f | %.3f | %.3f | %.3f |%n",
                        name, round, raw, plain, recorded, recorded - plain);
            }
        }
    }

    private static void insert(JdbcTemplate jdbc) {
        jdbc.update(
                "insert into raw_step (id, result, at) values (?, ?, ?)",
                UUID.randomUUID().toString(),
                ANSWER,
                System.currentTimeMillis());
    }

    private static ChatModel model() {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder().aiMessage(AiMessage.from(ANSWER)).build();
            }
        };
    }

    private static long[] times(int steps, Step step) {
        long[] nanos = new long[steps];
        for (int number = 0; number < steps; number++) {
            long begun = System.nanoTime();
            step.run(number);
            nanos[number] = System.nanoTime() - begun;
        }
        return nanos;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }
}
