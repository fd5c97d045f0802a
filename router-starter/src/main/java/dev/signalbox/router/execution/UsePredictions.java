package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What attempts will presumably use, learnt for each policy and deployment. Outlives a reload. */
final class UsePredictions {

    /** Input is learnt as what was counted for a thousand tokens that we had estimated. */
    private static final int SCALE = 1_000;
    /** So many times the estimate a provider may well count; more comes from something that we cannot measure, a large file for one. */
    private static final float LIKELY_SCALE = 20;

    private final Map<Key, Learnt> predictions = new ConcurrentHashMap<>();

    private record Key(String policy, String deploymentId) {}

    private record Learnt(Prediction input, Prediction output) {

        Learnt() {
            this(new Prediction(SCALE, LIKELY_SCALE), new Prediction(RequestFacts.TYPICAL_OUTPUT, 10));
        }
    }

    /**
     * The input as it was estimated, or more where the provider counts more than we do, and the predicted output: never more
     * than the request allows or the deployment gives, and without any experience no more than an answer typically has.
     */
    Usage expected(RequestFacts facts, String policy, Deployment deployment) {
        Learnt learnt = predictions.get(new Key(policy, deployment.id()));
        long output = learnt == null ? Prediction.UNKNOWN : learnt.output().atMost();
        if (learnt == null || output == Prediction.UNKNOWN) {
            return typical(facts, deployment);
        }
        long scale = Math.max(SCALE, learnt.input().mean());
        return allowed(facts, deployment, facts.inputTokens() * scale / SCALE, output);
    }

    /** The same without any experience. */
    static Usage typical(RequestFacts facts, Deployment deployment) {
        return allowed(facts, deployment, facts.inputTokens(), facts.expectedTokens() - facts.inputTokens());
    }

    private static Usage allowed(RequestFacts facts, Deployment deployment, long input, long output) {
        long most = Math.min(
                facts.maxOutputTokens() == null ? Long.MAX_VALUE : facts.maxOutputTokens(),
                deployment.outputLength() == null ? Long.MAX_VALUE : deployment.outputLength());
        return Usage.estimate(input, Math.min(output, most));
    }

    /** An attempt was answered: what it used, and what we had estimated of its input. */
    void learn(String policy, Deployment deployment, long estimatedInput, Usage usage) {
        Learnt learnt = predictions.computeIfAbsent(new Key(policy, deployment.id()), key -> new Learnt());
        learnt.output().learn(usage.output());
        if (!usage.estimated() && estimatedInput > 0) {
            learnt.input().learn(usage.input() * SCALE / estimatedInput);
        }
    }
}
