package dev.signalbox.samples.rag.search.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.samples.rag.RagApplication;
import dev.signalbox.samples.rag.answer.AnswerEvent;
import dev.signalbox.samples.rag.answer.AnswerEvent.Done;
import dev.signalbox.samples.rag.answer.AnswerEvent.Searched;
import dev.signalbox.samples.rag.answer.AnswerEvent.Support;
import dev.signalbox.samples.rag.answer.Assistant;
import dev.signalbox.samples.rag.ingest.Ingestion;
import dev.signalbox.samples.rag.ingest.IngestionState;
import dev.signalbox.samples.rag.search.PassageIndex;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/** The application as its README has it, with PostgreSQL: see {@link PgVectorIndexTests}. */
@Tag("pgvector")
@Timeout(300)
@ActiveProfiles({"simulated", "pgvector"})
@SpringBootTest(
        classes = RagApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.datasource.url=${pgvector.url}", "spring.datasource.username=postgres"})
class PgVectorApplicationTests {

    @Autowired
    private PassageIndex index;

    @Autowired
    private Ingestion ingestion;

    @Autowired
    private Assistant assistant;

    @Test
    void opensMoreDocumentsThanThePoolHasConnections() {
        index.put("open.md", "1", List.of());

        for (int time = 0; time < 30; time++) {
            assertThat(index.document("open.md")).isEmpty();
        }
        index.remove("open.md");
    }

    @Test
    void answersFromWhatIsInTheDatabase() throws InterruptedException {
        IngestionState state = ingestion.run(progress -> {});
        BlockingQueue<AnswerEvent> events = new LinkedBlockingQueue<>();

        assistant.ask("c", "How many hours of annual leave can I carry over into the next leave year?", events::add);

        assertThat(index).isInstanceOf(PgVectorIndex.class);
        assertThat(state.failures()).isEmpty();
        assertThat(index.fingerprints()).hasSize(114);
        assertThat(events.take())
                .isInstanceOfSatisfying(
                        Searched.class,
                        searched -> assertThat(searched.sources())
                                .anyMatch(source -> source.passage().document().equals("leave/leave.md")));
        AnswerEvent last = events.take();
        while (!last.ends()) {
            last = events.take();
        }
        assertThat(last)
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.support()).isEqualTo(Support.CITED));
    }
}
