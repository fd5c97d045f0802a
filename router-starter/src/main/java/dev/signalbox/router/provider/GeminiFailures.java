package dev.signalbox.router.provider;

import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureCodes;
import dev.signalbox.router.resilience.FailureCodes.Rule;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.HttpFailureClassifier;

/**
 * The failures of Google's Gemini. A wrong key is a bad request whose details name the reason; a quota of the day and
 * one of the minute are both {@code RESOURCE_EXHAUSTED}, told apart by the name of the quota.
 */
final class GeminiFailures {

    static final FailureClassifier CLASSIFIER = new HttpFailureClassifier(FailureCodes.of(
            Rule.codes(FailureKind.QUOTA_EXHAUSTED, ".*perday.*"),
            Rule.codes(FailureKind.AUTHENTICATION, "service_disabled", "consumer_(invalid|suspended)"),
            Rule.words(FailureKind.AUTHENTICATION, "unregistered callers"),
            // the free tier is not offered in that country
            Rule.codes(FailureKind.REFUSED, "failed_precondition")));

    private GeminiFailures() {}
}
