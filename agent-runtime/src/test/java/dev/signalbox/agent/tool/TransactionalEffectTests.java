package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.request;
import static dev.signalbox.agent.tool.ToolBench.uses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import dev.signalbox.agent.tool.ToolBench.End;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class TransactionalEffectTests {

    @TempDir
    Path folder;

    private JournalDatabase database;
    private ToolBench bench;
    private Hotel hotel;

    @BeforeEach
    void open() {
        database = JournalDatabase.open(JournalSettings.file(folder.resolve("journal.db")));
        bench = new ToolBench(new JdbcJournalStore(database));
        hotel = new Hotel(new JdbcTemplate(database.dataSource()));
        hotel.jdbc.execute("create table booking (guest text)");
    }

    @AfterEach
    void close() {
        bench.close();
        database.close();
    }

    static class Hotel {

        final JdbcTemplate jdbc;

        Hotel(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Tool
        @ToolEffect(Effect.TRANSACTIONAL)
        String book(String guest) {
            jdbc.update("insert into booking (guest) values (?)", guest);
            if (guest.equals("nobody")) {
                throw new IllegalArgumentException("who is that?");
            }
            return "booked for " + guest;
        }

        @Tool
        @ToolEffect(Effect.TRANSACTIONAL)
        @ToolLimits(timeout = "PT0.2S")
        String bookSlowly(String guest) throws InterruptedException {
            jdbc.update("insert into booking (guest) values (?)", guest);
            new CountDownLatch(1).await();
            return "never";
        }

        @Tool
        @ToolEffect(Effect.TRANSACTIONAL)
        @ToolLimits(timeout = "PT10S")
        String bookOnAnotherThread(String guest) {
            return book(guest);
        }

        int bookings() {
            Integer count = jdbc.queryForObject("select count(*) from booking", Integer.class);
            return count == null ? 0 : count;
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true"})
    void effectAndRecordAreKeptTogetherOrNotAtAll(int write, boolean afterWriting) {
        bench.says(uses("book", "{\"guest\": \"kim\"}"), AiMessage.from("done"));

        bench.crashAt(write, afterWriting).slice(hotel);
        int bookings = hotel.bookings();
        int steps = bench.toolSteps().size();
        End end = bench.slice(hotel);

        assertThat(bookings).isEqualTo(steps);
        assertThat(end.answer()).isEqualTo("done");
        assertThat(end.unread()).isEmpty();
        assertThat(hotel.bookings()).isEqualTo(1);
        assertThat(bench.toldText()).isEqualTo("booked for kim");
    }

    @Test
    void aFailureUndoesTheEffectAndIsRecorded() {
        bench.says(
                AiMessage.from(
                        request("a", "book", "{\"guest\": \"nobody\"}"), request("b", "book", "{\"guest\": \"kim\"}")),
                AiMessage.from("done"));

        bench.slice(hotel);
        End replayed = bench.slice(hotel);

        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(hotel.bookings()).isEqualTo(1);
        assertThat(bench.told().get(0).text()).isEqualTo("who is that?");
        assertThat(bench.toolSteps()).hasSize(2);
    }

    @Test
    void whatTakesTooLongIsUndone() {
        bench.says(uses("bookSlowly", "{\"guest\": \"kim\"}"), AiMessage.from("done"));

        End end = bench.slice(hotel);
        End replayed = bench.slice(hotel);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(bench.toldText()).contains("did not answer within PT0.2S");
        assertThat(hotel.bookings()).isZero();
    }

    @Test
    void aTransactionMayBeOnAnotherThread() {
        bench.says(uses("bookOnAnotherThread", "{\"guest\": \"kim\"}"), AiMessage.from("done"));

        bench.slice(hotel);
        End replayed = bench.slice(hotel);

        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(hotel.bookings()).isEqualTo(1);
    }

    @Test
    void otherBranchesOfTheRunWaitAndDoNotDeadlock() {
        bench.says(uses("book", "{\"guest\": \"kim\"}"), AiMessage.from("done"));
        ToolBox box = bench.boxed().objects(List.of(hotel)).build();

        End end = bench.slice(box, slice -> {
            List<Thread> branches = new java.util.ArrayList<>();
            var root = slice.ports().journal().scope();
            for (int branch = 0; branch < 6; branch++) {
                String path = "branch." + branch;
                branches.add(new Thread(() -> {
                    try {
                        slice.ports().journal().in(path, root, () -> slice.ask(List.of(hotel)));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            branches.forEach(Thread::start);
            branches.forEach(branch -> {
                try {
                    branch.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            return "done";
        });

        assertThat(end.answer()).isEqualTo("done");
        assertThat(hotel.bookings()).isEqualTo(6);
        assertThat(bench.store.steps(ToolBench.RUN)).hasSize(18);
    }

    static class Elsewhere extends Hotel {
        Elsewhere(DataSource other) {
            super(new JdbcTemplate(other));
        }
    }

    static class Nowhere {
        @Tool
        @ToolEffect(Effect.TRANSACTIONAL)
        String book() {
            return "";
        }
    }

    static class Told extends Nowhere implements TransactionalTools {

        private final DataSource source;

        Told(DataSource source) {
            this.source = source;
        }

        @Override
        public DataSource dataSource() {
            return source;
        }
    }

    @Test
    void anotherDataSourceIsRefusedAtTheStart() {
        try (JournalDatabase other = JournalDatabase.open(JournalSettings.file(folder.resolve("other.db")))) {
            assertThatThrownBy(() -> bench.boxed()
                            .objects(List.of(new Elsewhere(other.dataSource())))
                            .build())
                    .hasMessageContaining("another data source");
            assertThatThrownBy(() -> bench.boxed()
                            .objects(List.of(new Told(other.dataSource())))
                            .build())
                    .hasMessageContaining("another data source");
        }
    }

    @Test
    void anObjectSaysWhichDataSourceItWorksOn() {
        assertThatThrownBy(() -> bench.boxed().objects(List.of(new Nowhere())).build())
                .hasMessageContaining("implement TransactionalTools");
        assertThat(bench.boxed()
                        .objects(List.of(new Told(database.dataSource())))
                        .build()
                        .tools())
                .hasSize(1);
    }
}
