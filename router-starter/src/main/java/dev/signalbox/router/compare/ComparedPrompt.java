package dev.signalbox.router.compare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A prompt and what its answer should be.
 *
 * @param id names it; unique among the prompts of a comparison
 * @param category what kind of task it is
 * @param messages what is sent, the user's last word at the end
 * @param expected answers that are right; empty for none given
 * @param contains texts that must stand in the answer; empty for none given
 * @param regex a regular expression to be found in the answer
 * @param schema a JSON schema as text
 * @param reference a good answer, for meaning and judges
 * @param rubric what a judge looks at
 * @param weight how much it counts; 1 unless given
 */
@Builder(toBuilder = true)
public record ComparedPrompt(
        String id,
        String category,
        List<PromptMessage> messages,
        List<String> expected,
        List<String> contains,
        @Nullable String regex,
        @Nullable String schema,
        @Nullable String reference,
        @Nullable String rubric,
        double weight) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the id or category is blank, there is no message or the weight is not above 0
     */
    public ComparedPrompt {
        messages = List.copyOf(messages);
        expected = List.copyOf(expected);
        contains = List.copyOf(contains);
        if (id.isBlank() || category.isBlank() || messages.isEmpty() || !(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("The prompt '" + id + "' of category '" + category + "' has "
                    + messages.size() + " messages and the weight " + weight
                    + ". It needs an id, a category, at least one message and a weight above 0.");
        }
    }

    /** A prompt of one message of the user. */
    public static ComparedPromptBuilder of(String id, String category, String text) {
        return builder().id(id).category(category).messages(List.of(new PromptMessage(PromptMessage.Role.USER, text)));
    }

    /** The last message. */
    public String text() {
        return messages.get(messages.size() - 1).text();
    }

    /** What the graders want, for people, a line for each; {@code null} if nothing but the prompt was given. */
    public @Nullable String wanted() {
        String all = Stream.of(
                        said("", expected.isEmpty() ? null : String.join(" | ", expected)),
                        said("contains ", contains.isEmpty() ? null : String.join(", ", contains)),
                        said("matches ", regex),
                        said("meets ", schema),
                        said("reference: ", reference),
                        said("rubric: ", rubric))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
        return all.isEmpty() ? null : all;
    }

    private static Stream<String> said(String before, @Nullable String text) {
        return text == null ? Stream.of() : Stream.of(before + text);
    }

    /** Lists are empty and the weight is 1 unless given. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class ComparedPromptBuilder {
        private List<String> expected = List.of();
        private List<String> contains = List.of();
        private double weight = 1;
    }
}
