package dev.signalbox.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms and the arrows between them. */
class ArchitectureTests {

    private static final String BASE = "dev.signalbox.agent";
    /** The root package. */
    private static final String FACE = "";

    /** Each room and the rooms that it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("json", Set.of()),
            entry("journal", Set.of("json")),
            entry("approval", Set.of("journal", "json")),
            entry("budget", Set.of("approval", "journal", "json")),
            entry("port", Set.of("approval", "budget", "journal", "json")),
            entry("tool", Set.of("approval", "budget", "journal", "json", "port")),
            entry("event", Set.of("journal", "json")),
            entry("dispatch", Set.of("journal")),
            entry("store", Set.of("journal")),
            entry("expression", Set.of("approval")),
            entry("routing", Set.of("journal", "port")),
            entry(
                    FACE,
                    Set.of(
                            "approval",
                            "budget",
                            "dispatch",
                            "event",
                            "journal",
                            "json",
                            "port",
                            "routing",
                            "store",
                            "tool")),
            entry("pattern", Set.of(FACE)),
            entry("observe", Set.of("dispatch", "event", "journal")),
            entry("web", Set.of("approval", "budget", "event", "journal", "json", FACE)));

    /** Rooms that know Spring, and those that know the router. */
    private static final Set<String> SPRING = Set.of("store", "dispatch", "expression", "web", "autoconfigure");

    private static final Set<String> ROUTER = Set.of("routing", "autoconfigure");
    private static final Set<String> JACKSON = Set.of("json", "web", "autoconfigure");

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
                .that(liveIn(Set.of(room)))
                .should()
                .dependOnClassesThat(describe(
                        "live in another room than " + allowed,
                        target -> target.getPackageName().startsWith(BASE)
                                && !room(target).equals(room)
                                && !allowed.contains(room(target))))
                .allowEmptyShould(true)
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
    void keepsSpringTheRouterAndJacksonWhereTheyBelong() {
        keeps("org.springframework", SPRING);
        keeps("dev.signalbox.router", ROUTER);
        keeps("tools.jackson", JACKSON);
        keeps("com.fasterxml.jackson.databind", Set.of());
    }

    private static void keeps(String library, Set<String> where) {
        noClasses()
                .that(DescribedPredicate.not(liveIn(where)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
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
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class), "is @NullMarked in its package-info.java");
    }

    private static DescribedPredicate<JavaClass> liveIn(Set<String> rooms) {
        return describe("live in " + rooms, type -> rooms.contains(room(type)));
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(BASE.length());
        return rest.isEmpty() ? FACE : rest.substring(1).split("\\.")[0];
    }
}
