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

    private final Map<Key, Learnt> predictions = new ConcurrentHashMap<>();

    private record Key(String policy, String deploymentId) {}

    private record Learnt(Prediction input, Prediction output) {}

    /**
     * The input as it was estimated, or more where the provider counts more than we do, and the predicted output: never more
     * than the request allows or the deployment gives, and without any experience no more than an answer typically has.
     */
    Usage expected(RequestFacts facts, String policy, Deployment deployment) {
        Learnt learnt = predictions.get(new Key(policy, deployment.id()));
        long scale = learnt == null ? SCALE : Math.max(SCALE, learnt.input().mean());
        long seen = learnt == null ? Prediction.UNKNOWN : learnt.output().atMost();
        long output = seen == Prediction.UNKNOWN ? facts.expectedTokens() - facts.inputTokens() : seen;
        long most = Math.min(
                facts.maxOutputTokens() == null ? Long.MAX_VALUE : facts.maxOutputTokens(),
                deployment.outputLength() == null ? Long.MAX_VALUE : deployment.outputLength());
        return Usage.estimate(facts.inputTokens() * scale / SCALE, Math.min(output, most));
    }

    /** An attempt was answered: what it used, and what we had estimated of its input. */
    void learn(String policy, Deployment deployment, long estimatedInput, Usage usage) {
        Learnt learnt = predictions.computeIfAbsent(
                new Key(policy, deployment.id()), key -> new Learnt(new Prediction(), new Prediction()));
        learnt.output().learn(usage.output());
        if (!usage.estimated() && estimatedInput > 0) {
            learnt.input().learn(usage.input() * SCALE / estimatedInput);
        }
    }
}
