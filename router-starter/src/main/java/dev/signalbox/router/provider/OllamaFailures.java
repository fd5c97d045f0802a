package dev.signalbox.router.provider;

import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureCodes;
import dev.signalbox.router.resilience.FailureCodes.Rule;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.HttpFailureClassifier;

/** The failures of Ollama, which has words but no codes. A model that lacks tools or images only refuses this request. */
final class OllamaFailures {

    static final FailureClassifier CLASSIFIER = new HttpFailureClassifier(
            FailureCodes.of(Rule.words(FailureKind.MODEL_NOT_FOUND, "not found, try pulling it first")));

    private OllamaFailures() {}
}
