package dev.signalbox.router.policy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.signalbox.router.model.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads off a request which capabilities a deployment must have to serve it. */
public final class Needs {

    private Needs() {}

    /** The needs of a request. */
    public static Set<Capability> of(ChatRequest request, boolean streaming) {
        EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
        if (streaming) {
            needs.add(Capability.STREAMING);
        }
        List<ToolSpecification> tools = request.toolSpecifications();
        if (tools != null && !tools.isEmpty()) {
            needs.add(Capability.TOOLS);
        }
        ResponseFormat format = request.responseFormat();
        if (format != null && format.jsonSchema() != null) {
            needs.add(Capability.JSON_SCHEMA);
        }
        for (ChatMessage message : request.messages()) {
            addMedia(message, needs);
        }
        return needs;
    }

    private static void addMedia(ChatMessage message, Set<Capability> needs) {
        List<? extends Content> contents = List.of();
        if (message instanceof UserMessage user) {
            contents = user.contents();
        } else if (message instanceof ToolExecutionResultMessage result) {
            contents = result.contents();
        }
        for (Content content : contents) {
            Capability media = media(content);
            if (media != null) {
                needs.add(media);
            }
        }
    }

    private static @Nullable Capability media(Content content) {
        return switch (content.type()) {
            case TEXT -> null;
            case IMAGE -> Capability.IMAGES;
            case AUDIO -> Capability.AUDIO;
            case VIDEO -> Capability.VIDEO;
            case PDF -> Capability.PDF;
        };
    }
}
