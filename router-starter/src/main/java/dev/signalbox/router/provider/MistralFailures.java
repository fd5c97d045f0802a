package dev.signalbox.router.provider;

import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureCodes;
import dev.signalbox.router.resilience.FailureCodes.Rule;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.HttpFailureClassifier;

/** The failures of Mistral, whose codes are numbers. */
final class MistralFailures {

    static final FailureClassifier CLASSIFIER = new HttpFailureClassifier(FailureCodes.of(
            Rule.codes(FailureKind.MODEL_NOT_FOUND, "1500"),
            Rule.codes(FailureKind.CONTEXT_TOO_LONG, "3051"),
            Rule.words(FailureKind.CONTEXT_TOO_LONG, "too large for model with \\d"),
            Rule.codes(FailureKind.RATE_LIMITED, "1300"),
            Rule.words(FailureKind.RATE_LIMITED, "capacity exceeded")));

    private MistralFailures() {}
}
