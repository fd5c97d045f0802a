package dev.signalbox.router;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms and the arrows between them. */
class ArchitectureTests {

    private static final String BASE = "dev.signalbox.router";
    /** The root package. */
    private static final String FACE = "";

    /** Each room and the rooms that it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("model", Set.of()),
            entry("policy", Set.of("model", "resilience")),
            entry("strategy", Set.of("model", "policy")),
            entry("resilience", Set.of("model")),
            entry("usage", Set.of("model")),
            entry("budget", Set.of("model", "usage")),
            entry("ledger", Set.of("model", "policy", "resilience", "usage", "event")),
            entry("event", Set.of("model", "policy", "resilience", "usage", "budget")),
            entry("execution", Set.of("model", "policy", "strategy", "resilience", "usage", "budget", "event")),
            entry(FACE, Set.of("model", "policy", "strategy", "resilience", "usage", "budget", "event", "execution")),
            entry("key", Set.of("model", "budget")),
            entry("store", Set.of("model", "resilience", "usage", "budget", "key")),
            entry("provider", Set.of("model", "policy", "resilience", "usage", "event", "execution", FACE)),
            entry(
                    "actuate",
                    Set.of("model", "policy", "resilience", "usage", "budget", "ledger", "event", "execution", FACE)),
            entry(
                    "gateway",
                    Set.of("model", "policy", "resilience", "usage", "budget", "key", "event", "execution", FACE)),
            entry("output", Set.of("execution")),
            entry("compare", Set.of("model", "policy", "resilience", "usage", "event", "execution", FACE)),
            entry("catalogue", Set.of("model")),
            entry("observe", Set.of("model", "policy", "resilience", "usage", "budget", "event")),
            entry("expression", Set.of("model", "policy")),
            entry("limit", Set.of("model", "resilience")));

    private static final List<String> CORE = List.of(
            FACE,
            "model",
            "policy",
            "strategy",
            "resilience",
            "usage",
            "budget",
            "key",
            "ledger",
            "event",
            "execution");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(BASE);

    static Stream<String> rooms() {
        return ARROWS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyTheRoomsThatItsTableAllows(String room) {
        Set<String> allowed = ARROWS.getOrDefault(room, Set.of());

        noClasses()
                .that(liveIn(room))
                .should()
                .dependOnClassesThat(describe(
                        "live in another room than " + allowed,
                        target -> target.getPackageName().startsWith(BASE)
                                && !room(target).equals(room)
                                && !allowed.contains(room(target))))
                .check(CLASSES);
    }

    @Test
    void knowsEveryRoom() {
        assertThat(CLASSES.stream().map(ArchitectureTests::room).distinct())
                .allMatch(room -> ARROWS.containsKey(room) || room.equals("autoconfigure"));
    }

    @Test
    void hasNoCyclesBetweenRooms() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void keepsSpringJacksonAndProviderLibrariesOutOfTheCore() {
        classes()
                .that(describe("live in a core room", type -> CORE.contains(room(type))))
                .should()
                .onlyDependOnClassesThat(describe(
                        "belong to the JDK, langchain4j-core, SLF4J, JSpecify, Lombok or this project",
                        ArchitectureTests::isAllowedInCore))
                .check(CLASSES);
    }

    private static boolean isAllowedInCore(JavaClass type) {
        String name = type.getPackageName();
        boolean core = Stream.of("java", "org.slf4j", "org.jspecify.annotations", "lombok", BASE)
                .anyMatch(prefix -> name.equals(prefix) || name.startsWith(prefix + "."));
        boolean langChain4j = name.startsWith("dev.langchain4j.")
                && Stream.of("openai", "http", "service", "spring").noneMatch(part -> name.contains("." + part));
        return core || langChain4j || type.isPrimitive() || type.isArray() || name.isEmpty();
    }

    @Test
    void usesNeitherJackson2DatabindNorSpringAi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "org.springframework.ai..")
                .check(CLASSES);
    }

    @Test
    void takesTimeAndThreadsFromOutside() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(CLASSES);
    }

    @Test
    void describesEveryPackageAndMarksItsNulls() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .allMatch(ArchitectureTests::isNullMarked, "is @NullMarked in its package-info.java");
    }

    private static boolean isNullMarked(JavaPackage room) {
        return room.isAnnotatedWith(NullMarked.class);
    }

    private static DescribedPredicate<JavaClass> liveIn(String room) {
        return describe("live in '" + room + "'", type -> room(type).equals(room));
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(BASE.length());
        return rest.isEmpty() ? FACE : rest.substring(1).split("\\.")[0];
    }
}
