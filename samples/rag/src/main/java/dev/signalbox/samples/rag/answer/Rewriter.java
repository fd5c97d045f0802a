package dev.signalbox.samples.rag.answer;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.ModelPolicy;

/** Makes a question that goes on from earlier ones stand for itself. A cheap model does for that. */
@AiService
interface Rewriter {

    @ModelPolicy("routine")
    @SystemMessage("""
            Rewrite the question so that it can be understood without the conversation before it. Keep its meaning and its
            language. Answer with the question only.
            """)
    @UserMessage("<conversation>\n{{conversation}}\n</conversation>\n\n<question>{{question}}</question>")
    String rewrite(@V("conversation") String conversation, @V("question") String question, InvocationParameters facts);
}
