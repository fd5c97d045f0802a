package dev.signalbox.samples.policies;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** Lists the recipes, or shows what the router makes of one. */
@SpringBootApplication
public class PoliciesApplication {

    private static final int WRONG_USE = 2;

    /** The first argument is the name of a recipe; without any they are listed. Ends with code 2 if there is none. */
    public static void main(String[] args) throws IOException {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] args) throws IOException {
        if (args.length == 0) {
            Recipe.all().forEach(recipe -> System.out.printf("%-18s %s%n", recipe.name(), recipe.problem()));
            return 0;
        }
        Optional<Recipe> recipe = Recipe.of(args[0]);
        if (recipe.isEmpty()) {
            List<String> names = Recipe.all().stream().map(Recipe::name).toList();
            System.err.println("There is no recipe '" + args[0] + "'. Write one of these: " + String.join(", ", names));
            return WRONG_USE;
        }
        show(recipe.get());
        return 0;
    }

    private static void show(Recipe recipe) {
        System.out.println(recipe.text());
        new SpringApplicationBuilder(PoliciesApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.location=" + recipe.location())
                .initializers((GenericApplicationContext made) ->
                        made.registerBean(Script.class, () -> Scripts.of(recipe.name())))
                .properties("spring.main.banner-mode=off", "logging.level.root=warn", "logging.pattern.console=%msg%n")
                .run()
                .close();
    }
}
