package dev.signalbox.samples.rag.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.signalbox.samples.rag.Handbook;
import dev.signalbox.samples.rag.document.Library;
import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.search.Embedder;
import dev.signalbox.samples.rag.search.PassageIndex;
import dev.signalbox.samples.rag.search.lucene.LuceneIndex;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestionTests {

    private static final String LONG = "A sentence of the only document there is. ".repeat(1_000);

    @TempDir
    private Path folder;

    private Path documents;

    @BeforeEach
    void makeFolder() throws IOException {
        documents = Files.createDirectory(folder.resolve("documents"));
    }

    private IngestionState ingest() {
        try (PassageIndex index = index()) {
            return ingestion(index).run(state -> {});
        }
    }

    private PassageIndex index() {
        return new LuceneIndex(folder.resolve("index"));
    }

    private Ingestion ingestion(PassageIndex index) {
        return new Ingestion(new Library(documents.toString()), index, Handbook.EMBEDDER);
    }

    /** Embeds without a model, after looking at what the ingestion does. */
    private Ingestion ingestion(PassageIndex index, Runnable look) {
        EmbeddingModel model = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
                look.run();
                float[] vector = new float[384];
                Arrays.fill(vector, 1);
                return Response.from(
                        texts.stream().map(text -> Embedding.from(vector)).toList());
            }
        };
        return new Ingestion(new Library(documents.toString()), index, new Embedder(model));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(documents.resolve(name), text);
    }

    private List<String> texts(String document) {
        try (PassageIndex index = index()) {
            return index.document(document).stream().map(Passage::text).toList();
        }
    }

    @Test
    void readsOnlyWhatIsNewOrHasChanged() throws IOException {
        write("a.md", "# A\n\nThe first text.");
        write("b.md", "# B\n\nThe second text.");

        assertThat(ingest())
                .extracting(IngestionState::changed, IngestionState::passages)
                .containsExactly(2, 2);
        assertThat(ingest())
                .extracting(IngestionState::changed, IngestionState::done)
                .containsExactly(0, 2);

        write("b.md", "# B\n\nThe second text, changed.");
        write("c.md", "# C\n\nThe third text.");

        assertThat(ingest().changed()).isEqualTo(2);
        assertThat(texts("b.md")).containsExactly("The second text, changed.");
    }

    @Test
    void forgetsWhatIsGone() throws IOException {
        write("a.md", "# A\n\nThe first text.");
        write("b.md", "# B\n\nThe second text.");
        ingest();

        Files.delete(documents.resolve("a.md"));

        assertThat(ingest())
                .extracting(IngestionState::removed, IngestionState::total)
                .containsExactly(1, 1);
        assertThat(texts("a.md")).isEmpty();
        assertThat(texts("b.md")).isNotEmpty();
    }

    @Test
    void goesOnWhenADocumentIsBroken() throws IOException {
        write("a.pdf", "This is no PDF.");
        write("b.md", "# B\n\nThe second text.");

        IngestionState state = ingest();

        assertThat(state.finished()).isTrue();
        assertThat(state.failures()).containsOnlyKeys("a.pdf");
        assertThat(texts("b.md")).isNotEmpty();
        write("a.pdf", "This is still no PDF.");
        assertThat(ingest().failures()).containsOnlyKeys("a.pdf");
    }

    /** A scan, for example: counted as read it would never be missed. */
    @Test
    void countsADocumentWithoutTextAsUnread() throws IOException {
        write("a.md", "# A\n\nThe first text.");
        write("scan.html", "<html><body><img src=page-1.png></body></html>");

        assertThat(ingest().failures()).containsOnlyKeys("scan.html").containsValue("it holds no text; is it a scan?");
    }

    @Test
    void forgetsWhatADocumentSaidThatSaysNothingAnyMore() throws IOException {
        write("a.md", "# A\n\nWithdrawn.");
        write("b.md", "# B\n\nThe second text.");
        ingest();

        write("a.md", "");

        assertThat(ingest().failures()).containsOnlyKeys("a.md");
        assertThat(texts("a.md")).isEmpty();
    }

    @Test
    void forgetsWhatADocumentSaidThatIsBrokenNow() throws IOException {
        write("a.md", "# A\n\nWithdrawn.");
        write("b.md", "# B\n\nThe second text.");
        ingest();

        write("a.md", ">".repeat(50_000) + " deep");

        assertThat(ingest().failures()).containsOnlyKeys("a.md");
        assertThat(texts("a.md")).isEmpty();
    }

    @Test
    void forgetsWhatADocumentSaidThatTheIndexDoesNotTakeNow() throws IOException {
        write("a.md", "Withdrawn.");
        ingest();
        write("a.md", "Something else.");

        try (PassageIndex index = index()) {
            ingestion(refusing(index, "a.md")).run(progress -> {});

            assertThat(index.fingerprints()).isEmpty();
        }
    }

    @Test
    void endsWhereTheIndexTakesNothing() throws IOException {
        for (String name : List.of("a.md", "b.md", "c.md", "d.md")) {
            write(name, "Some text.");
        }

        try (PassageIndex index = index()) {
            Ingestion ingestion = ingestion(refusing(index, ".*"));

            assertThatThrownBy(() -> ingestion.run(progress -> {})).hasMessage("no");
            assertThat(ingestion.state().problem()).isEqualTo("no");
            assertThat(ingestion.state().failures()).containsOnlyKeys("a.md", "b.md");
        }
    }

    private static PassageIndex refusing(PassageIndex index, String documents) {
        return (PassageIndex) Proxy.newProxyInstance(
                PassageIndex.class.getClassLoader(), new Class<?>[] {PassageIndex.class}, (self, method, values) -> {
                    if (method.getName().equals("put") && values[0].toString().matches(documents)) {
                        throw new IllegalStateException("no");
                    }
                    return method.invoke(index, values);
                });
    }

    @Test
    void goesOnWhenALibraryGivesUpADocument() throws IOException {
        write("a.md", ">".repeat(50_000) + " deep");
        write("b.md", "# B\n\nThe second text.");

        IngestionState state = ingest();

        assertThat(state.finished()).isTrue();
        assertThat(state.failures()).containsOnlyKeys("a.md");
        assertThat(texts("b.md")).isNotEmpty();
    }

    /** What it takes to read such a PDF is not there. */
    @Test
    void goesOnWhenADocumentIsEncryptedForCertificates() throws IOException {
        String objects = """
                %PDF-1.6
                1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
                2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
                """;
        write("a.pdf", objects + """
                xref
                0 1
                0000000000 65535 f\s
                trailer << /Root 1 0 R /Size 3 /Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 1 >> >>
                startxref
                %d
                %%%%EOF
                """.formatted(objects.length()));
        write("b.md", "# B\n\nThe second text.");

        IngestionState state = ingest();

        assertThat(state.finished()).isTrue();
        assertThat(state.failures()).containsOnlyKeys("a.pdf");
        assertThat(texts("b.md")).isNotEmpty();
    }

    @Test
    void goesOnWhenTheIndexTakesNoDocumentLikeThat() throws IOException {
        write("a.md", "The first text.");
        write("b.md", "The second text.");

        try (PassageIndex index = index()) {
            IngestionState state = ingestion(refusing(index, "a.md")).run(progress -> {});

            assertThat(state.failures()).containsOnlyKeys("a.md");
            assertThat(index.fingerprints()).containsOnlyKeys("b.md");
        }
    }

    /** A disk that is not mounted looks like that. */
    @Test
    void forgetsNothingWhereTheFolderIsEmpty() throws IOException {
        write("a.md", "The first text.");
        ingest();
        Files.delete(documents.resolve("a.md"));

        try (PassageIndex index = index()) {
            assertThatThrownBy(() -> ingestion(index).run(state -> {}))
                    .hasMessageContaining("nothing was forgotten")
                    .hasMessageContaining("assistant.documents");
        }
        assertThat(texts("a.md")).isNotEmpty();
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        write("a.md", "The first text.");
        write("b.md", "The second text.");
        List<Integer> done = new ArrayList<>();

        try (PassageIndex index = index()) {
            ingestion(index).run(state -> done.add(state.done()));
        }

        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void tellsHowFarItIsInALongDocument() throws IOException {
        write("a.md", LONG);
        List<Integer> passages = new ArrayList<>();

        try (PassageIndex index = index()) {
            AtomicReference<Ingestion> running = new AtomicReference<>();
            running.set(
                    ingestion(index, () -> passages.add(running.get().state().passages())));
            passages.add(running.get().run(state -> {}).passages());
        }

        assertThat(passages).startsWith(0, 32, 64).isSorted();
    }

    @Test
    void countsNoPassagesThatTheIndexDoesNotTake() throws IOException {
        write("a.md", "The first text.");
        write("b.md", "The second text.");

        try (PassageIndex index = index()) {
            assertThat(ingestion(refusing(index, "a.md")).run(progress -> {}).passages())
                    .isEqualTo(1);
        }
    }

    @Test
    void endsWhereTheFolderIsMissing() throws IOException {
        Files.delete(documents);

        try (PassageIndex index = index()) {
            Ingestion ingestion = ingestion(index);

            assertThatThrownBy(() -> ingestion.run(state -> {})).hasMessageContaining("there is no such folder");
            assertThat(ingestion.state().finished()).isTrue();
            assertThat(ingestion.state().problem()).contains("assistant.documents is '" + documents);
        }
    }

    @Test
    void endsAfterTheDocumentThatItIsAtAndGoesOnThere() throws IOException {
        write("a.md", "The first text.");
        write("b.md", "The second text.");
        write("c.md", "The third text.");

        try (PassageIndex index = index()) {
            Ingestion ingestion = ingestion(index);
            IngestionState ended = ingestion.run(state -> ingestion.stop());

            assertThat(ended.done()).isEqualTo(1);
            assertThat(ended.problem()).isEqualTo("the application ends");
            assertThat(index.fingerprints()).containsOnlyKeys("a.md");
        }
        assertThat(ingest().changed()).isEqualTo(2);
    }

    @Test
    void leavesTheDocumentThatItIsAtWhenItIsToEnd() throws IOException {
        write("a.md", LONG);

        try (PassageIndex index = index()) {
            AtomicReference<Ingestion> running = new AtomicReference<>();
            running.set(ingestion(index, () -> running.get().stop()));

            IngestionState ended = running.get().run(state -> {});

            assertThat(ended.problem()).isEqualTo("the application ends");
            assertThat(ended.done()).isZero();
            assertThat(index.fingerprints()).isEmpty();
        }
    }

    @Test
    void goesOnWhereAKilledProcessEnded() throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            write(
                    "d%03d.md".formatted(i),
                    "# Document " + i + "\n\n" + "A sentence about the number " + i + ". ".repeat(3));
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestionProcess.class.getName(),
                        documents.toString(),
                        folder.resolve("index").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader()
                        .lines()
                        .filter(line -> line.equals("20"))
                        .findFirst())
                .isPresent();
        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);

        int kept;
        try (PassageIndex index = index()) {
            kept = index.fingerprints().size();
        }
        IngestionState rest = ingest();

        assertThat(kept).isEqualTo(20);
        assertThat(rest.changed()).isEqualTo(180);
        assertThat(texts("d000.md")).hasSize(1);
    }
}
