package dev.signalbox.samples.rag.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The questions that come with the documents. */
@RequiredArgsConstructor
final class Questions {

    private final JsonMapper json;

    /** Those which the documents answer. */
    List<Question> answerable(QuestionSet set) {
        return read("questions.jsonl", Question.class).stream()
                .filter(question -> question.set() == set)
                .toList();
    }

    /** Those which they do not. */
    List<String> unanswerable(QuestionSet set) {
        return read("unanswerable.jsonl", Unanswerable.class).stream()
                .filter(question -> question.set() == set)
                .map(Unanswerable::question)
                .toList();
    }

    private record Unanswerable(String id, QuestionSet set, String question) {}

    private <T> List<T> read(String file, Class<T> type) {
        JsonMapper mapper = json.rebuild()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try (InputStream lines = new ClassPathResource(file).getInputStream()) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> mapper.readValue(line, type))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("The application's file %s cannot be read".formatted(file), e);
        }
    }
}
