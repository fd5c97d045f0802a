package dev.signalbox.router.compare;

import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.signalbox.router.execution.OutputValidator;
import dev.signalbox.router.usage.Cost;
import java.util.function.BiFunction;

/** Holds an answer to a schema. */
record SchemaCheck(OutputValidator validator) implements BiFunction<String, String, Grade> {

    @Override
    public Grade apply(String wanted, String answer) {
        JsonSchema schema = JsonSchema.builder()
                .name("wanted")
                .rootElement(JsonRawSchema.from(wanted))
                .build();
        if (validator.problem("", schema) == null) { // no JSON meets no schema, so this one is not checked at all
            return Grade.ungraded("The schema cannot be checked.", Cost.ZERO);
        }
        String problem = validator.problem(answer, schema);
        return Grade.of(problem == null, problem == null ? "schema" : problem);
    }
}
