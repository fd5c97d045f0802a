package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Message;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's models at Azure: OpenAI's answers, behind a deployment's path, with a key header and errors of its own. */
final class AzureDialect extends CompletionsDialect {

    private static final Pattern CHAT = Pattern.compile("/openai/deployments/([^/]+)/chat/completions");

    @Override
    public String name() {
        return "azure-openai";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public boolean speaks(HttpRequestReader.Parsed request) {
        return request.path().startsWith("/openai/");
    }

    @Override
    public boolean chats(HttpRequestReader.Parsed request) {
        return CHAT.matcher(request.path()).matches() && request.target().contains("api-version=");
    }

    @Override
    public @Nullable String models(String path) {
        return null;
    }

    @Override
    public boolean brings(HttpRequestReader.Parsed request, String key) {
        return key.equals(request.header("api-key"));
    }

    /** The deployment answers, whatever the body says. */
    @Override
    public String model(HttpRequestReader.Parsed request, JsonNode body) {
        Matcher matcher = CHAT.matcher(request.path());
        return matcher.matches() ? matcher.group(1) : "";
    }

    @Override
    public Failure unknown(String call) {
        return Failure.of(404, "404", "Resource not found");
    }

    @Override
    void putContent(ObjectNode json, Message message) {
        OpenAiDialect.putText(json, message);
    }

    @Override
    ObjectNode usage(TokenCounts counts) {
        return OpenAiDialect.detailedUsage(counts);
    }

    @Override
    String toolCallId(Answer answer, int index) {
        return "call_" + answer.request().number() + "_" + index;
    }

    @Override
    public WireStream stream(Answer answer) {
        return OpenAiStream.of(this, answer);
    }

    @Override
    public String errorEvent(String error) {
        return event(error) + event(OpenAiStream.DONE);
    }

    @Override
    public String error(Failure failure, String model) {
        ObjectNode envelope = Json.object();
        envelope.putObject("error")
                .put("code", failure.code(usualCode(failure)))
                .put("message", failure.message(usualMessage(failure.status())));
        return envelope.toString();
    }

    private static String usualCode(Failure failure) {
        boolean deploymentNotFound = failure.status() == 404 && failure.message() == null;
        return deploymentNotFound ? "DeploymentNotFound" : Integer.toString(failure.status());
    }

    private static String usualMessage(int status) {
        return switch (status) {
            case 401 -> "Access denied due to invalid subscription key or wrong API endpoint.";
            case 404 -> "The API deployment for this resource does not exist.";
            case 429 -> "Requests to this deployment have exceeded its call rate limit.";
            default -> "The fake provider answers with status " + status + ".";
        };
    }
}
