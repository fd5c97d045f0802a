package dev.signalbox.test.aimock;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.signalbox.router.Router;
import dev.signalbox.test.correlation.Recording;

/** How the router is asked; both ways must do alike. */
enum Way {
    WHOLE {
        @Override
        ChatResponse ask(Router router, String question) {
            return router.chatModel().chat(request(question));
        }

        @Override
        String askWithTools(Router router, String question, Object tools) {
            return AiServices.builder(Desk.class)
                    .chatModel(router.chatModel())
                    .tools(tools)
                    .build()
                    .reply(question);
        }
    },
    STREAMED {
        @Override
        ChatResponse ask(Router router, String question) {
            Recording recording = new Recording();
            router.streamingChatModel().chat(request(question), recording);
            return recording.response();
        }

        @Override
        String askWithTools(Router router, String question, Object tools) {
            StreamingDesk desk = AiServices.builder(StreamingDesk.class)
                    .streamingChatModel(router.streamingChatModel())
                    .tools(tools)
                    .build();
            return Recording.of(desk.reply(question)).response().aiMessage().text();
        }
    };

    interface Desk {
        String reply(String question);
    }

    interface StreamingDesk {
        TokenStream reply(String question);
    }

    abstract ChatResponse ask(Router router, String question);

    abstract String askWithTools(Router router, String question, Object tools);

    static ChatRequest request(String question) {
        return ChatRequest.builder().messages(UserMessage.from(question)).build();
    }
}
