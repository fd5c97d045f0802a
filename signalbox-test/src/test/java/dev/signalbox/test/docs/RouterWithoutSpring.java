package dev.signalbox.test.docs;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;

/** The example of the README: the router in a plain Java program. */
final class RouterWithoutSpring {

    private RouterWithoutSpring() {}

    public static void main(String[] args) {
        ChatModel gpt = model(args[0], "gpt-5.2");
        ChatModel llama = model(args[1], "llama3.2");

        // tag::router[]
        var catalogue = Catalogue.of(
                Model.of("strong", Deployment.of("openai/gpt-5.2").build()),
                Model.of("small", Deployment.of("ollama/llama3.2").build()));
        var policies = PolicySet.of(Policy.of("planning", "strong"), Policy.of("routine", "small", "strong"));

        try (Router router = Router.builder(catalogue, policies)
                .client("openai/gpt-5.2", gpt)
                .client("ollama/llama3.2", llama)
                .build()) {
            System.out.println(router.chatModel().chat("Good morning!")); // the last policy is the default
            System.out.println(router.policy("planning").chat("Plan a trip to Bergen."));
        }
        // end::router[]
    }

    private static ChatModel model(String baseUrl, String name) {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey("none")
                .modelName(name)
                .maxRetries(0)
                .build();
    }
}
