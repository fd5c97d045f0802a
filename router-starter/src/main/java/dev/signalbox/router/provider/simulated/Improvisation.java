package dev.signalbox.router.provider.simulated;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import lombok.RequiredArgsConstructor;

/** What is said where no rule applies: made up by chance, but fitting the request. */
@RequiredArgsConstructor
final class Improvisation {

    private static final List<String> OPENINGS = List.of(
            "The short answer is yes.",
            "That depends on two things.",
            "Here is what matters most.",
            "In short, it can be done.",
            "There are good reasons for both sides.");

    private static final List<String> ENDINGS = List.of(
            "The details follow from what was asked, and nothing is missing.",
            "The first step is small, and the rest can wait until it is done.",
            "A closer look at the numbers would make it certain.",
            "Nothing speaks against starting today.",
            "It is worth asking again once more is known.");

    private final String model;
    private final SplittableRandom random;

    /**
     * Something to say.
     *
     * @param id makes the ids of this answer differ from those of others
     */
    Reply reply(Prompt prompt, String id) {
        List<ToolSpecification> tools = prompt.request().toolSpecifications();
        if (prompt.request().toolChoice() == ToolChoice.REQUIRED && tools != null && !tools.isEmpty()) {
            return toolCall(tools.get(random.nextInt(tools.size())), id);
        }
        ResponseFormat format = prompt.request().responseFormat();
        if (format == null || format.type() != ResponseFormatType.JSON) {
            return Reply.text(sentences());
        }
        Object sample = format.jsonSchema() == null
                ? Map.of("answer", sentences())
                : SchemaSample.of(format.jsonSchema().rootElement(), random);
        return Reply.text(JsonTemplate.of(sample));
    }

    private Reply toolCall(ToolSpecification tool, String id) {
        Object arguments = tool.parameters() == null ? Map.of() : SchemaSample.of(tool.parameters(), random);
        return Reply.toolCall(id, tool.name(), JsonTemplate.of(arguments));
    }

    private String sentences() {
        return "[" + model + "] " + any(OPENINGS) + " " + any(ENDINGS);
    }

    private String any(List<String> sentences) {
        return sentences.get(random.nextInt(sentences.size()));
    }
}
