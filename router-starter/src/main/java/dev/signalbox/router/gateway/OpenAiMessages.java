package dev.signalbox.router.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a chat completion into LangChain4j's. */
final class OpenAiMessages {

    /** Under which LangChain4j keeps what Anthropic needs to trust its own thinking. */
    static final String SIGNATURE = "thinking_signature";

    private final Map<String, String> toolNames = new HashMap<>();
    private boolean needsWords;

    /** Whether the messages hold something that LangChain4j does not know. */
    boolean needsWords() {
        return needsWords;
    }

    List<ChatMessage> read(Field messages) {
        List<ChatMessage> read = new ArrayList<>();
        messages.elements().forEach(message -> readInto(read, message));
        if (read.isEmpty()) {
            throw messages.wrong("must hold at least one message");
        }
        return read;
    }

    private void readInto(List<ChatMessage> to, Field message) {
        Field role = message.get("role");
        switch (role.requiredText()) {
            case "system", "developer" -> system(text(message.get("content")), to);
            case "user" -> to.add(user(message));
            case "assistant" -> to.add(assistant(message));
            case "tool" -> to.add(toolResult(message));
            default -> throw role.wrong("must be system, developer, user, assistant or tool");
        }
    }

    /** LangChain4j takes none that is blank. */
    static void system(String text, List<ChatMessage> to) {
        if (!text.isBlank()) {
            to.add(SystemMessage.from(text));
        }
    }

    /** LangChain4j takes no message without text. */
    static String notBlank(String text) {
        return text.isBlank() ? " " : text;
    }

    private static String text(Field content) {
        if (content.isAbsent()) {
            return "";
        } else if (content.isString()) {
            return content.requiredText();
        }
        return content.elements().stream()
                .map(part -> part.get("text").text(""))
                .collect(Collectors.joining("\n"));
    }

    private UserMessage user(Field message) {
        Field content = message.get("content");
        UserMessage.Builder user = UserMessage.builder();
        String name = message.get("name").text();
        if (name != null) {
            user.name(name);
        }
        if (content.isString() || content.isAbsent()) {
            return user.addContent(TextContent.from(notBlank(text(content)))).build();
        }
        List<Content> parts = new ArrayList<>();
        content.elements().forEach(part -> add(part, parts));
        return user.contents(parts.isEmpty() ? List.of(TextContent.from(" ")) : parts)
                .build();
    }

    private void add(Field part, List<Content> to) {
        Content content =
                switch (part.get("type").requiredText()) {
                    case "text" -> TextContent.from(notBlank(part.get("text").requiredText()));
                    case "image_url" -> image(part.get("image_url"));
                    case "input_audio" -> audio(part.get("input_audio"));
                    case "file" -> file(part.get("file"));
                    case "video_url" ->
                        VideoContent.from(uri(part.get("video_url").get("url")));
                    default -> null;
                };
        needsWords |= content == null || isElsewhere(content);
        if (content != null) {
            to.add(content);
        }
    }

    /**
     * Whether content is at an address that the client has written. Some of LangChain4j's clients fetch it from here, where
     * more can be reached than the client should see, so that only providers that fetch it themselves may get it.
     */
    static boolean isElsewhere(Content content) {
        return content instanceof ImageContent image && image.image().url() != null
                || content instanceof PdfFileContent pdf && pdf.pdfFile().url() != null
                || content instanceof VideoContent video && video.video().url() != null;
    }

    private static Content image(Field image) {
        String url = image.get("url").requiredText();
        DetailLevel detail = detail(image.get("detail"));
        DataUrl data = DataUrl.of(url);
        return data == null
                ? ImageContent.from(uri(image.get("url")), detail)
                : ImageContent.from(data.base64(), data.mimeType(), detail);
    }

    private static DetailLevel detail(Field detail) {
        try {
            return DetailLevel.valueOf(detail.text("auto").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return DetailLevel.AUTO;
        }
    }

    private static Content audio(Field audio) {
        return AudioContent.from(
                audio.get("data").requiredText(), "audio/" + audio.get("format").text("wav"));
    }

    private @Nullable Content file(Field file) {
        Field content = file.get("file_data");
        DataUrl data = DataUrl.of(content.text(""));
        if (data != null) {
            return PdfFileContent.from(data.base64(), data.mimeType());
        }
        return content.isAbsent() ? null : PdfFileContent.from(uri(content));
    }

    static URI uri(Field url) {
        try {
            URI uri = URI.create(url.requiredText());
            if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme())) {
                throw url.wrong("must be a URL that begins with https, http or data");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw url.wrong("is no URL");
        }
    }

    private AiMessage assistant(Field message) {
        List<ToolExecutionRequest> calls = message.get("tool_calls").elements().stream()
                .map(this::toolCall)
                .toList();
        String text = text(message.get("content"));
        AiMessage.Builder answer = AiMessage.builder()
                .text(text.isEmpty() && !calls.isEmpty() ? null : notBlank(text))
                .toolExecutionRequests(calls);
        String thinking =
                message.get("reasoning").text(message.get("reasoning_content").text(""));
        if (!thinking.isEmpty()) {
            answer.thinking(thinking);
        }
        for (Field detail : message.get("reasoning_details").elements()) {
            String signature = detail.get("signature").text();
            if (signature != null) {
                answer.attributes(Map.of(SIGNATURE, signature));
            }
        }
        return answer.build();
    }

    private ToolExecutionRequest toolCall(Field call) {
        String id = call.get("id").text("");
        String name = call.get("function").get("name").requiredText();
        toolNames.put(id, name);
        return ToolExecutionRequest.builder()
                .id(id)
                .name(name)
                .arguments(call.get("function").get("arguments").text("{}"))
                .build();
    }

    private ToolExecutionResultMessage toolResult(Field message) {
        String id = message.get("tool_call_id").requiredText();
        return ToolExecutionResultMessage.builder()
                .id(id)
                .toolName(toolNames.getOrDefault(id, message.get("name").text("tool")))
                .text(notBlank(text(message.get("content"))))
                .build();
    }
}
