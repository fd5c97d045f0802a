package dev.signalbox.samples.rag.search;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.samples.rag.document.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every index has to do. */
public abstract class PassageIndexContract {

    private static final int DIMENSIONS = 384;

    private PassageIndex index;

    /** Opens the index of one test: empty, or as it was closed in the same test. */
    protected abstract PassageIndex open();

    @BeforeEach
    void openIndex() {
        index = open();
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    @Test
    void keepsPassagesAsTheyAre() {
        Passage first = new Passage("a/b.pdf", 0, "Leave", "Sick > Long", 7, "One day\nor two.");
        Passage second = new Passage("a/b.pdf", 1, "Leave", "", null, "Ünïcode – “quoted”.");

        index.put("a/b.pdf", "v1", List.of(embedded(first, 1), embedded(second, 2)));

        assertThat(index.document("a/b.pdf")).containsExactly(first, second);
        assertThat(index.fingerprints()).containsExactly(entry("a/b.pdf", "v1"));
        assertThat(index.document("a/c.pdf")).isEmpty();
    }

    @Test
    void putsADocumentInPlaceOfWhatItWas() {
        index.put("a.md", "v1", List.of(of("a.md", 0, "old words", 1), of("a.md", 1, "more old words", 2)));
        index.put("b.md", "v1", List.of(of("b.md", 0, "other words", 3)));

        index.put("a.md", "v2", List.of(of("a.md", 0, "new words", 4)));

        assertThat(index.fingerprints()).containsEntry("a.md", "v2").containsEntry("b.md", "v1");
        assertThat(texts(index.keyword("old", 10))).isEmpty();
        assertThat(texts(index.nearest(axis(1), 10))).containsExactlyInAnyOrder("new words", "other words");
    }

    @Test
    void findsByTheWordsOfAQuestionOfAnyLength() {
        index.put("a.md", "v1", List.of(of("a.md", 0, "seven 7", 1)));
        String numbers = IntStream.range(0, 500).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        String ideographs = IntStream.range(0x4e00, 0x4e00 + 1_500)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThat(texts(index.keyword(numbers, 10))).containsExactly("seven 7");
        assertThat(texts(index.keyword(ideographs, 10))).isEmpty();
    }

    @Test
    void forgetsADocument() {
        index.put("a.md", "v1", List.of(of("a.md", 0, "words", 1)));
        index.put("empty.md", "v1", List.of());

        index.remove("a.md");

        assertThat(index.fingerprints()).containsOnlyKeys("empty.md");
        assertThat(index.keyword("words", 10)).isEmpty();
        assertThat(index.nearest(axis(1), 10)).isEmpty();
    }

    @Test
    void findsByAnyOfTheWordsInAnyForm() {
        index.put(
                "a.md",
                "v1",
                List.of(
                        of("a.md", 0, "Employees are reimbursed for hotels.", 1),
                        of("a.md", 1, "Trains are cheaper.", 2),
                        of("a.md", 2, "A hotel reimburses employees that were reimbursed before.", 3)));

        assertThat(texts(index.keyword("Is the employee's hotel reimbursed?", 10)))
                .containsExactlyInAnyOrder(
                        "Employees are reimbursed for hotels.",
                        "A hotel reimburses employees that were reimbursed before.");
        assertThat(texts(index.keyword("train OR \"hotels", 1))).hasSize(1);
        assertThat(index.keyword("is it the", 10)).isEmpty();
        assertThat(index.keyword("", 10)).isEmpty();
        assertThat(index.keyword("!:*&|'\\ (", 10)).isEmpty();
    }

    @Test
    void findsByTitleAndHeadingToo() {
        Passage passage = new Passage("a.md", 0, "Parental leave", "Adoption", null, "Ask your supervisor.");
        index.put("a.md", "v1", List.of(embedded(passage, 1), of("a.md", 1, "Nothing of it.", 2)));

        assertThat(texts(index.keyword("adopted", 10))).containsExactly("Ask your supervisor.");
        assertThat(texts(index.keyword("parental", 10))).containsExactly("Ask your supervisor.");
    }

    @Test
    void findsTheNearestFirst() {
        index.put(
                "a.md",
                "v1",
                IntStream.range(0, 40)
                        .mapToObj(i -> of("a.md", i, "passage " + i, i))
                        .toList());

        float[] query = axis(7);
        query[9] = 0.5f;

        List<Match> found = index.nearest(query, 2);
        assertThat(texts(found)).containsExactly("passage 7", "passage 9");
        assertThat(found.get(0).vector()).containsExactly(axis(7));
    }

    @Test
    void keepsAllOrNothingOfADocument() {
        index.put("a.md", "v1", List.of(of("a.md", 0, "old words", 1)));
        List<EmbeddedPassage> broken = new ArrayList<>(List.of(of("a.md", 0, "new words", 2)));
        broken.add(new EmbeddedPassage(new Passage("a.md", 1, "T", "", null, "too short"), new float[] {1}));

        assertThatThrownBy(() -> index.put("a.md", "v2", broken)).isInstanceOf(RuntimeException.class);

        assertThat(index.fingerprints()).containsEntry("a.md", "v1");
        assertThat(texts(index.keyword("words", 10))).containsExactly("old words");
    }

    @Test
    void outlivesItsProcess() {
        index.put("a.md", "v1", List.of(of("a.md", 0, "words that last", 1)));
        index.close();

        index = open();

        assertThat(texts(index.keyword("lasting", 10))).containsExactly("words that last");
        assertThat(index.fingerprints()).containsEntry("a.md", "v1");
    }

    private static EmbeddedPassage of(String document, int number, String text, int axis) {
        return embedded(new Passage(document, number, "Title", "", null, text), axis);
    }

    private static EmbeddedPassage embedded(Passage passage, int axis) {
        return new EmbeddedPassage(passage, axis(axis));
    }

    private static float[] axis(int axis) {
        float[] vector = new float[DIMENSIONS];
        vector[axis] = 1;
        return vector;
    }

    private static List<String> texts(List<Match> found) {
        return found.stream().map(hit -> hit.passage().text()).toList();
    }
}
