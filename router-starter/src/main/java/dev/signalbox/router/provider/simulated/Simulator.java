package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.TokenEstimate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decides what each call at one deployment will do, by its request, its number and the seed alone. Thread-safe. */
final class Simulator {

    /** Sets the chance of consecutive calls apart. */
    private static final long STRIDE = 0xD1342543DE82EF95L;

    private final Deployment deployment;
    private final Simulation simulation;
    private final Duration readTimeout;
    private final Clockwork clockwork;
    private final List<AnswerRule> rules;
    private final long seed;
    private final AtomicLong calls = new AtomicLong();

    Simulator(Deployment deployment, Simulation simulation, Duration readTimeout, Clockwork clockwork) {
        this.deployment = deployment;
        this.simulation = simulation;
        this.readTimeout = readTimeout;
        this.clockwork = clockwork;
        this.rules = simulation.answers().stream().map(AnswerRule::new).toList();
        this.seed = new SplittableRandom(deployment.id().hashCode()).nextLong() ^ simulation.seed();
    }

    SimulatedCall begin(ChatRequest request) {
        Pace pace = Pace.from(clockwork);
        return SimulatedCall.begin(scenario(new Prompt(request), calls.incrementAndGet()), pace);
    }

    private Scenario scenario(Prompt prompt, long number) {
        SplittableRandom random = new SplittableRandom(seed + number * STRIDE);
        String id = Long.toHexString(random.nextLong());
        double chance = random.nextDouble();
        SimulatedFailure failure = failure(prompt, number, random);
        boolean empty = failure != null && failure.kind() == SimulatedFailureKind.EMPTY;
        Reply reply = empty ? Reply.EMPTY : reply(prompt, id, random);
        ChatResponse response = response(prompt.request(), reply, id);
        return new Scenario(response, failure, latency(failure, chance), simulation.tokensPerSecond());
    }

    private Duration latency(@Nullable SimulatedFailure failure, double chance) {
        if (failure != null && failure.kind() == SimulatedFailureKind.TIMEOUT) {
            return failure.after() == null ? readTimeout : failure.after();
        }
        double factor = 1 + simulation.latencyJitter() * (2 * chance - 1);
        return Duration.ofNanos((long) (simulation.latency().toNanos() * factor));
    }

    private @Nullable SimulatedFailure failure(Prompt prompt, long number, SplittableRandom random) {
        return simulation.failures().stream()
                .filter(rule -> rule.hits(number, prompt, random))
                .findFirst()
                .orElse(null);
    }

    private Reply reply(Prompt prompt, String id, SplittableRandom random) {
        if (deployment.embeds()) {
            return Reply.vectors(prompt.request(), simulation.dimensions());
        }
        Reply reply = rules.stream()
                .map(rule -> rule.reply(prompt, deployment.modelId(), id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> new Improvisation(deployment.modelId(), random).reply(prompt, id));
        return reply.limitedTo(prompt.request().maxOutputTokens());
    }

    private ChatResponse response(ChatRequest request, Reply reply, String id) {
        ChatResponseMetadata metadata = ChatResponseMetadata.builder()
                .id("sim-" + id)
                .modelName(deployment.modelId())
                .tokenUsage(new TokenUsage(TokenEstimate.of(request), TokenEstimate.of(reply.message())))
                .finishReason(reply.reason())
                .build();
        return ChatResponse.builder()
                .aiMessage(reply.message())
                .metadata(metadata)
                .build();
    }

    /** What the models put into a request that does not say it itself. */
    ChatRequestParameters parameters() {
        return ChatRequestParameters.builder().modelName(deployment.modelId()).build();
    }

    Set<Capability> capabilities() {
        return deployment.capabilities().contains(dev.signalbox.router.model.Capability.JSON_SCHEMA)
                ? Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                : Set.of();
    }
}
