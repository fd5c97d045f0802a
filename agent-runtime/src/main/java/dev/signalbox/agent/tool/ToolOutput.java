package dev.signalbox.agent.tool;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.service.tool.ToolExecutionResult;
import java.util.ArrayList;
import java.util.List;

/** What models get of the results of tools. */
final class ToolOutput {

    private ToolOutput() {}

    /** A result whose texts together have at most so many characters, and say so if they had more. */
    static ToolExecutionResult cut(ToolExecutionResult result, int max) {
        long length =
                result.resultContents().stream().mapToLong(ToolOutput::length).sum();
        if (length <= max) {
            return result;
        }
        List<Content> kept = new ArrayList<>();
        int left = max;
        for (Content content : result.resultContents()) {
            if (content instanceof TextContent text) {
                String start = start(text.text(), left);
                left = length(content) > left ? 0 : left - start.length();
                if (!start.isEmpty()) {
                    kept.add(TextContent.from(start));
                }
            } else {
                kept.add(content);
            }
        }
        String note = "[Cut: these are the first " + max + " of " + length + " characters.]";
        return noted(with(result, kept), note);
    }

    private static long length(Content content) {
        return content instanceof TextContent text ? text.text().length() : 0;
    }

    /** Never half of a character that takes two. */
    private static String start(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        boolean half = max > 0 && Character.isHighSurrogate(text.charAt(max - 1));
        return text.substring(0, half ? max - 1 : max);
    }

    /** A result and a note for the model; a single text stays one, which is what most models understand. */
    static ToolExecutionResult noted(ToolExecutionResult result, String note) {
        List<Content> contents = new ArrayList<>(result.resultContents());
        int last = contents.size() - 1;
        if (last >= 0 && contents.get(last) instanceof TextContent text) {
            contents.set(last, TextContent.from(text.text() + "\n\n" + note));
        } else {
            contents.add(TextContent.from(note));
        }
        return with(result, contents);
    }

    private static ToolExecutionResult with(ToolExecutionResult result, List<Content> contents) {
        return ToolExecutionResult.builder()
                .resultContents(contents)
                .isError(result.isError())
                .attributes(result.attributes())
                .build();
    }
}
