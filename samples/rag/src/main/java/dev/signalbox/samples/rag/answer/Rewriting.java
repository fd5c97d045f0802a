package dev.signalbox.samples.rag.answer;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.samples.rag.answer.Conversations.Turn;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** What is searched for. */
@Slf4j
@Component
@RequiredArgsConstructor
class Rewriting {

    private static final int LONGEST = 500;

    private final Rewriter rewriter;

    /**
     * A question that stands for itself. What a model cannot make of it, or makes an essay of, stays as it is: a search for
     * half a question is better than none.
     */
    String standalone(String question, List<Turn> before, InvocationParameters facts) {
        if (before.isEmpty()) {
            return question;
        }
        try {
            String rewritten = rewriter.rewrite(Prompts.conversation(before), Prompts.data(question), facts)
                    .strip();
            boolean usable = !rewritten.isEmpty() && rewritten.length() <= LONGEST && !rewritten.contains("\n");
            return usable ? rewritten : question;
        } catch (LangChain4jException e) {
            log.warn("The question is searched for as it stands: {}", e.getMessage());
            return question;
        }
    }
}
