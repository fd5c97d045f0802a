package dev.signalbox.router.compare;

import java.util.ArrayList;
import java.util.List;

/** One prompt for one contender, once. */
record PlannedCall(ComparedPrompt prompt, Contender contender, int repetition) {

    /** All contenders take turns, so that what was cut short compares them fairly. */
    static List<PlannedCall> all(ComparisonBuilder parts) {
        List<PlannedCall> calls = new ArrayList<>();
        for (int repetition = 0; repetition < parts.settings.repetitions(); repetition++) {
            for (ComparedPrompt prompt : parts.prompts) {
                for (Contender contender : parts.contenders) {
                    calls.add(new PlannedCall(prompt, contender, repetition));
                }
            }
        }
        return calls;
    }

    Outcome.Key key() {
        return new Outcome.Key(prompt.id(), Hashes.ofContent(prompt), contender.name(), repetition);
    }

    String gradingHash() {
        return Hashes.ofGrading(prompt);
    }
}
