package dev.signalbox.router.output;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema compiled by networknt's library. */
final class NetworkntSchema implements CompiledSchema {

    /** How many problems are named. */
    private static final int NAMED = 3;

    private final Schema schema;
    private final JsonKind kind;
    private final Findings findings;

    NetworkntSchema(Schema schema, JsonNode document) {
        this.schema = schema;
        this.kind = JsonKind.of(document);
        this.findings = new Findings(document);
    }

    @Override
    public @Nullable String problem(String text) {
        JsonNode answer = AnswerText.json(text, kind);
        if (answer == null) {
            return "The answer holds no " + kind + ".";
        }
        List<Error> errors = schema.validate(answer);
        return errors.isEmpty() ? null : described(errors);
    }

    private String described(List<Error> errors) {
        List<String> found = errors.stream().map(findings::describe).distinct().toList();
        String named = found.stream().limit(NAMED).collect(Collectors.joining("; "));
        return "The answer does not meet its JSON schema: " + named
                + (found.size() > NAMED ? "; and " + (found.size() - NAMED) + " more" : "") + ".";
    }
}
