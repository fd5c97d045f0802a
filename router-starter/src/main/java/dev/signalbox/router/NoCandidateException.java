package dev.signalbox.router;

import dev.langchain4j.exception.LangChain4jException;
import dev.signalbox.router.policy.Decision;
import lombok.Getter;

/** No deployment may serve the call. The message and the decision say why each one was left out. */
@Getter
public final class NoCandidateException extends LangChain4jException {

    private final transient Decision decision;

    NoCandidateException(Decision decision) {
        super("No deployment may serve the call: " + decision.explain());
        this.decision = decision;
    }
}
