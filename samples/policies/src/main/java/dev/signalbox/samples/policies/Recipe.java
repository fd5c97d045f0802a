package dev.signalbox.samples.policies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * One file of the cookbook.
 *
 * @param name its name without the ending
 * @param text what it holds: a comment that says the problem, and the configuration
 */
record Recipe(String name, String text) {

    private static final String ENDING = ".yml";

    static List<Recipe> all() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:recipes/*" + ENDING);
        Arrays.sort(files, (one, other) -> name(one).compareTo(name(other)));
        List<Recipe> recipes = new ArrayList<>();
        for (Resource file : files) {
            recipes.add(new Recipe(name(file), file.getContentAsString(StandardCharsets.UTF_8)));
        }
        return recipes;
    }

    /** The recipe of that name. */
    static Optional<Recipe> of(String name) throws IOException {
        return all().stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    }

    /** The comment at the top. */
    String problem() {
        return text.substring("# ".length(), text.indexOf('\n'));
    }

    /** Where Spring finds the file. */
    String location() {
        return "classpath:recipes/" + name + ENDING;
    }

    private static String name(Resource file) {
        String name = Objects.requireNonNull(file.getFilename());
        return name.substring(0, name.length() - ENDING.length());
    }
}
