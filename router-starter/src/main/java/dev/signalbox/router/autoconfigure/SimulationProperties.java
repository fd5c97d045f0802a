package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.provider.simulated.SimulatedAnswer;
import dev.signalbox.router.provider.simulated.SimulatedFailure;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import dev.signalbox.router.provider.simulated.SimulatedToolCall;
import dev.signalbox.router.provider.simulated.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a simulated deployment behaves.
 *
 * @param latency How long the first token, or a failure, takes.
 * @param latencyJitter Share of itself by which the latency varies up and down, 0 to 1.
 * @param tokensPerSecond How fast the rest of the answer comes; 0 is at once.
 * @param seed Seed of all chance, together with the deployment's id.
 * @param dimensions How long the vectors of an embedding model are unless a request says it.
 * @param answers Rules for answers, tried in order; where none applies, the answer is made up to fit the request.
 * @param failures Rules for failures, tried in order before the answers.
 */
@ConfigurationPropertiesSource
record SimulationProperties(
        @DefaultValue("0s") Duration latency,
        @DefaultValue("0") double latencyJitter,
        @DefaultValue("0") int tokensPerSecond,
        @DefaultValue("0") long seed,
        @DefaultValue("256") int dimensions,
        @DefaultValue List<Answer> answers,
        @DefaultValue List<Failure> failures) {

    Simulation simulation(String property) {
        List<SimulatedAnswer> said = each(property + ".answers", answers, Answer::rule);
        List<SimulatedFailure> failed = each(property + ".failures", failures, Failure::rule);
        return new Checks(property)
                .fitting(
                        null,
                        () -> new Simulation(latency, latencyJitter, tokensPerSecond, seed, dimensions, said, failed));
    }

    private static <P, R> List<R> each(String property, List<P> written, Function<P, R> rule) {
        return IntStream.range(0, written.size())
                .mapToObj(index ->
                        new Checks(property + "[" + index + "]").fitting(null, () -> rule.apply(written.get(index))))
                .toList();
    }

    /**
     * A rule for answers. It has exactly one of text, tool-call and json.
     *
     * @param contains What the last user message must contain, in whatever case.
     * @param matches Regular expression to be found in the last user message.
     * @param afterTool Tool of which the last message must be the result.
     * @param text Answer as text, with '{input}', '{tool-result}', '{model}' and '{1}' to '{9}' filled in.
     * @param toolCall Tool to call.
     * @param json Answer as a JSON object.
     */
    @ConfigurationPropertiesSource
    record Answer(
            @Nullable String contains,
            @Nullable String matches,
            @Nullable String afterTool,
            @Nullable String text,
            @Nullable ToolCall toolCall,
            @Nullable Map<String, Object> json) {

        SimulatedAnswer rule() {
            return (json == null ? SimulatedAnswer.builder() : SimulatedAnswer.ofJson(json))
                    .contains(contains)
                    .matches(matches)
                    .afterTool(afterTool)
                    .text(text)
                    .toolCall(toolCall == null ? null : SimulatedToolCall.of(toolCall.tool(), toolCall.arguments()))
                    .build();
        }
    }

    /**
     * A tool call.
     *
     * @param tool Name of the tool.
     * @param arguments Arguments as a JSON object.
     */
    @ConfigurationPropertiesSource
    record ToolCall(String tool, @DefaultValue Map<String, Object> arguments) {}

    /**
     * A rule for failures. A call fails when all conditions hold that are given.
     *
     * @param kind How the call fails.
     * @param every Fails each call whose number divides by this.
     * @param first Fails so many calls from the start.
     * @param probability Share of the calls that fails by chance, 0 to 1.
     * @param contains What the last user message must contain, in whatever case.
     * @param retryAfter Retry-After of failures that are HTTP answers.
     * @param after How long a timeout hangs; the provider's read timeout unless given.
     * @param afterTokens How many tokens come before a cut.
     */
    @ConfigurationPropertiesSource
    record Failure(
            @Nullable SimulatedFailureKind kind,
            @Nullable Integer every,
            @Nullable Integer first,
            @Nullable Double probability,
            @Nullable String contains,
            @Nullable Duration retryAfter,
            @Nullable Duration after,
            @DefaultValue("0") int afterTokens) {

        @SuppressWarnings("NullAway") // a missing kind is the rule's own to refuse
        SimulatedFailure rule() {
            return new SimulatedFailure(kind, every, first, probability, contains, retryAfter, after, afterTokens);
        }
    }
}
