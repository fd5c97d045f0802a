package dev.signalbox.samples.policies;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;

/** What is asked on the stage. */
final class Requests {

    private Requests() {}

    static ChatRequest greeting() {
        return with("Good morning").build();
    }

    /** A request of about so many tokens. */
    static ChatRequest ofTokens(int tokens) {
        return with("It goes on. ".repeat(tokens / 3)).build();
    }

    static ChatRequest named(String model) {
        return with("Good morning").modelName(model).build();
    }

    static ChatRequest ofPicture() {
        return ChatRequest.builder()
                .messages(UserMessage.from(TextContent.from("What is it?"), ImageContent.from("aGVsbG8=", "image/png")))
                .build();
    }

    static ChatRequest ofCity() {
        JsonObjectSchema city = JsonObjectSchema.builder()
                .addStringProperty("city")
                .addIntegerProperty("people")
                .required("city", "people")
                .build();
        ResponseFormat format = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name("city").rootElement(city).build())
                .build();
        return with("Bergen has 294000 inhabitants.").responseFormat(format).build();
    }

    private static ChatRequest.Builder with(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text));
    }
}
