package dev.signalbox.router.provider;

import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureCodes;
import dev.signalbox.router.resilience.FailureCodes.Rule;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.HttpFailureClassifier;

/** The failures of OpenAI, Azure, OpenRouter and the many servers and providers that speak like them. */
final class OpenAiFailures {

    static final FailureClassifier CLASSIFIER = new HttpFailureClassifier(FailureCodes.of(
            // vLLM and llama.cpp were started without tools
            Rule.words(FailureKind.REFUSED, "--enable-auto-tool-choice", "--jinja"),
            // xAI
            Rule.words(FailureKind.QUOTA_EXHAUSTED, "used all available credits", "monthly spending limit"),
            // DeepSeek
            Rule.words(FailureKind.MODEL_NOT_FOUND, "^model not exist"),
            Rule.words(FailureKind.CONTENT_REFUSED, "content exists risk")));

    private OpenAiFailures() {}
}
