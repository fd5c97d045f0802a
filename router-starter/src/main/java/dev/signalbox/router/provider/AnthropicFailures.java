package dev.signalbox.router.provider;

import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureCodes;
import dev.signalbox.router.resilience.FailureCodes.Rule;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.HttpFailureClassifier;

/**
 * The failures of Anthropic. Its codes are broad: an exhausted balance and a prompt that is too long are both an
 * {@code invalid_request_error}, told apart by their wording; an unknown model is a {@code not_found_error} whose words
 * begin with {@code model:}. A {@code request_too_large} is about bytes, not tokens, and about this provider alone.
 */
final class AnthropicFailures {

    static final FailureClassifier CLASSIFIER =
            new HttpFailureClassifier(FailureCodes.of(Rule.words(FailureKind.MODEL_NOT_FOUND, "^model: ")));

    private AnthropicFailures() {}
}
