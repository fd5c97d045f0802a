package dev.signalbox.samples.policies;

import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Plays the script of the recipe. */
@Component
final class Demo implements CommandLineRunner {

    private final Script script;
    private final Stage stage;

    Demo(Script script, Stage stage) {
        this.script = script;
        this.stage = stage;
    }

    @Override
    public void run(String... args) {
        script.scenes().accept(stage);
    }
}
