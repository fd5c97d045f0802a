package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What attempts will presumably use, learnt for each policy and deployment. Outlives a reload. */
final class OutputPredictions {

    private final Map<Key, OutputPrediction> predictions = new ConcurrentHashMap<>();

    private record Key(String policy, String deploymentId) {}

    /**
     * The input of the request, and the predicted output: never more than the request allows or the deployment gives, and
     * without any experience no more than an answer typically has.
     */
    Usage expected(RequestFacts facts, String policy, Deployment deployment) {
        OutputPrediction prediction = predictions.get(new Key(policy, deployment.id()));
        long learnt = prediction == null ? -1 : prediction.tokens();
        long output = learnt < 0 ? facts.expectedTokens() - facts.inputTokens() : learnt;
        long most = Math.min(
                facts.maxOutputTokens() == null ? Long.MAX_VALUE : facts.maxOutputTokens(),
                deployment.outputLength() == null ? Long.MAX_VALUE : deployment.outputLength());
        return Usage.estimate(facts.inputTokens(), Math.min(output, most));
    }

    void learn(String policy, Deployment deployment, Usage usage) {
        predictions
                .computeIfAbsent(new Key(policy, deployment.id()), key -> new OutputPrediction())
                .learn(usage.output());
    }
}
