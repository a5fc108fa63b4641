package ecomauction.testkit;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import ecomauction.testkit.HouseRules.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What each house rule demands and how it is seen in the byte code.
public enum HouseRule {
    NOT_EMPTY("the root package exists and has features") {
        @Override
        Stream<Fault> faults(String root, JavaClasses classes) {
            return classes.stream().anyMatch(type -> type.getPackageName().startsWith(root + "."))
                    ? Stream.empty()
                    : Stream.of(new Fault(this, root, "no class in a package below " + root));
        }
    },
    NO_CYCLES("features form no cycle") {
        @Override
        Stream<Fault> faults(String root, JavaClasses classes) {
            var rule = slices().matching(root + ".(*)..").should().beFreeOfCycles();
            return rule
                    .allowEmptyShould(true)
                    .evaluate(classes)
                    .getFailureReport()
                    .getDetails()
                    .stream()
                    .map(cycle -> new Fault(this, root, cycle));
        }
    },
    PURE_RULES("packages named `rules` know only plain Java, contracts and each other") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return isRule(type) ? dependencies(type, HouseRule::isImpure) : Stream.empty();
        }
    },
    LAYERS("only the class with the right suffix speaks a protocol") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            var spoken =
                    SPOKEN_BY.entrySet().stream()
                            .filter(protocol -> !endsWith(type, protocol.getValue()))
                            .flatMap(protocol -> dependencies(type, List.of(protocol.getKey())));
            return endsWith(type, UNHEARD)
                    ? Stream.concat(spoken, dependencies(type, List.of(KIT + ".problem")))
                    : spoken;
        }
    },
    SERVED("methods that answer HTTP are public, others Quarkus ignores without an error") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return type.getMethods().stream()
                    .filter(method -> !method.getModifiers().contains(JavaModifier.PUBLIC))
                    .filter(method ->
                            method.getAnnotations().stream().anyMatch(HouseRule::servesHttp))
                    .map(JavaMethod::getDescription);
        }
    },
    NAMES("no Impl, Manager, Helper, Util, Service, Base…, Abstract…") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return EMPTY_NAME.matcher(type.getSimpleName()).matches()
                    ? Stream.of(type.getName())
                    : Stream.empty();
        }
    },
    NEIGHBOURS("of our own code a service sees only itself, contracts and kit") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return dependencies(
                    type,
                    target ->
                            isIn(target, OURS)
                                    && Stream.of(root, CONTRACTS, KIT)
                                            .noneMatch(own -> isIn(target, own)));
        }
    },
    TRANSACTIONS("transactions are opened by the kit, SQL is not spoken at the edge") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            var opened =
                    Stream.concat(sqlCalls(type, OPENS), dependencies(type, OTHER_TRANSACTIONS));
            var atTheEdge =
                    Stream.concat(
                            sqlCalls(type, QUERIES),
                            dependencies(type, List.of(KIT + ".tx.Transactions")));
            return endsWith(type, EDGES) ? Stream.concat(opened, atTheEdge) : opened;
        }
    },
    USE_CASES("a use case has one public method, `handle`, returning Uni") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return isUseCase(type)
                    ? type.getMethods().stream()
                            .filter(HouseRule::spoilsUseCase)
                            .map(JavaMethod::getDescription)
                    : Stream.empty();
        }
    },
    NO_BLOCKING("no await, subscribe, sleep, synchronized outside *Socket") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            if (topLevelName(type).endsWith("Socket")) {
                return Stream.empty();
            }
            var locks =
                    type.getMethods().stream()
                            .filter(method ->
                                    method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                            .map(JavaMethod::getDescription);
            var monitor =
                    entersMonitor(type)
                            ? Stream.of("synchronized block in " + type.getName())
                            : Stream.<String>empty();
            return Stream.of(accesses(type, HouseRule::blocks), locks, monitor)
                    .flatMap(faults -> faults);
        }
    },
    FINAL_FIELDS("fields of beans and static fields are final; injection by constructor") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            var mutable =
                    type.getFields().stream()
                            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                            .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                            .filter(field ->
                                    isBean(type)
                                            || field.getModifiers().contains(JavaModifier.STATIC));
            var injected =
                    Stream.concat(type.getFields().stream(), type.getMethods().stream())
                            .filter(member ->
                                    member.isAnnotatedWith("jakarta.inject.Inject")
                                            || member.isAnnotatedWith(
                                                    "org.eclipse.microprofile.config.inject.ConfigProperty"));
            return Stream.concat(mutable, injected).map(HasDescription::getDescription).distinct();
        }
    },
    NO_JDBC("the JDBC driver is there for migrations only") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return dependencies(type, List.of("java.sql", "javax.sql", "org.postgresql"));
        }
    },
    OUTBOX_ONLY("nobody publishes around the outbox") {
        @Override
        Stream<String> faults(String root, JavaClass type) {
            return dependencies(type, PUBLISHERS);
        }
    },
    CONTRACT_TYPES("events are records, enums or sealed interfaces") {
        @Override
        Stream<Fault> faults(String root, JavaClasses classes) {
            return classes.stream()
                    .filter(type -> type.getPackageName().startsWith(CONTRACTS + "."))
                    .filter(type -> !isContractType(type))
                    .map(type -> Fault.of(this, type, type.getName()));
        }
    };

    static final String CONTRACTS = "ecomauction.contracts";
    private static final String OURS = "ecomauction";
    private static final String KIT = "ecomauction.kit";

    private static final List<String> IMPURE =
            List.of(
                    "jakarta",
                    "io.quarkus",
                    "io.smallrye",
                    "io.vertx",
                    "org.apache.kafka",
                    "org.eclipse.microprofile",
                    "org.jboss",
                    "java.sql",
                    "javax.sql",
                    "java.net",
                    "java.nio.file");

    private static final Map<String, Set<String>> SPOKEN_BY =
            Map.ofEntries(
                    Map.entry("jakarta.ws.rs", Set.of("Resource", "Gateway")),
                    Map.entry("org.jboss.resteasy", Set.of("Resource", "Gateway")),
                    Map.entry("io.vertx.ext.web", Set.of("Resource", "Route", "Identity")),
                    Map.entry("org.eclipse.microprofile.graphql", Set.of("Graph")),
                    Map.entry("io.smallrye.graphql", Set.of("Graph")),
                    Map.entry("io.quarkus.websockets.next", Set.of("Socket")),
                    Map.entry("org.apache.kafka", Set.of("Consumer")),
                    Map.entry("org.eclipse.microprofile.reactive.messaging", Set.of("Consumer")),
                    Map.entry("io.smallrye.reactive.messaging", Set.of("Consumer")),
                    Map.entry(KIT + ".inbox", Set.of("Consumer")),
                    Map.entry("io.quarkus.scheduler", Set.of("Job")));

    /// Where nobody waits for an answer, a problem has no reader.
    private static final Set<String> UNHEARD = Set.of("Consumer", "Job");

    private static final Set<String> EDGES =
            Set.of("Resource", "Route", "Graph", "Socket", "Consumer", "Job");

    private static final List<String> PUBLISHERS =
            List.of(
                    "org.eclipse.microprofile.reactive.messaging.Emitter",
                    "org.eclipse.microprofile.reactive.messaging.Outgoing",
                    "io.smallrye.reactive.messaging.MutinyEmitter",
                    "org.apache.kafka.clients.producer");

    private static final Pattern EMPTY_NAME =
            Pattern.compile("(.*(Impl|Manager|Helper|Utils?|Service))|((Base|Abstract)([A-Z].*)?)");
    private static final Pattern OPENS =
            Pattern.compile("(begin|withTransaction)(AndAwait|AndForget)?");
    private static final List<String> OTHER_TRANSACTIONS =
            List.of("jakarta.transaction", "io.quarkus.hibernate", "io.quarkus.narayana");
    private static final Pattern QUERIES = Pattern.compile("(query|preparedQuery|prepare).*");

    private final String sentence;

    HouseRule(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    Stream<Fault> faults(String root, JavaClasses classes) {
        return classes.stream()
                .filter(type -> isIn(type, root))
                .flatMap(type -> faults(root, type).map(what -> Fault.of(this, type, what)));
    }

    Stream<String> faults(String root, JavaClass type) {
        return Stream.empty();
    }

    static String topLevelName(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }

    private static Stream<String> dependencies(JavaClass type, List<String> banned) {
        return dependencies(type, target -> banned.stream().anyMatch(name -> isIn(target, name)));
    }

    private static Stream<String> dependencies(JavaClass type, Predicate<JavaClass> banned) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency ->
                        banned.test(dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .distinct();
    }

    private static Stream<String> accesses(JavaClass type, Predicate<JavaAccess<?>> banned) {
        return type.getAccessesFromSelf().stream().filter(banned).map(JavaAccess::getDescription);
    }

    private static Stream<String> sqlCalls(JavaClass type, Pattern names) {
        return accesses(
                type,
                access ->
                        isIn(access.getTargetOwner(), "io.vertx")
                                && names.matcher(access.getName()).matches());
    }

    /// Whether it is that class, or one in that package or below.
    private static boolean isIn(JavaClass type, String name) {
        return type.getName().equals(name) || type.getName().startsWith(name + ".");
    }

    private static boolean isRule(JavaClass type) {
        return (type.getPackageName() + ".").contains(".rules.");
    }

    private static boolean isImpure(JavaClass type) {
        return IMPURE.stream().anyMatch(name -> isIn(type, name))
                || isIn(type, OURS) && !isIn(type, CONTRACTS) && !isRule(type);
    }

    private static boolean endsWith(JavaClass type, Set<String> suffixes) {
        return suffixes.stream().anyMatch(topLevelName(type)::endsWith);
    }

    private static boolean isBean(JavaClass type) {
        return endsWith(type, EDGES) && !type.isNestedClass()
                || type.getAnnotations().stream()
                        .map(JavaAnnotation::getRawType)
                        .anyMatch(mark ->
                                isIn(mark, "jakarta.enterprise.context")
                                        || isIn(mark, "jakarta.inject.Singleton"));
    }

    /// `@GET` and its like, or `@Path`.
    private static boolean servesHttp(JavaAnnotation<?> mark) {
        return mark.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod")
                || isIn(mark.getRawType(), "jakarta.ws.rs.Path");
    }

    private static boolean isUseCase(JavaClass type) {
        return !type.isInterface()
                && type.getMethods().stream()
                        .anyMatch(method ->
                                method.getName().equals("handle")
                                        && !method.getModifiers().contains(JavaModifier.PRIVATE));
    }

    private static boolean spoilsUseCase(JavaMethod method) {
        if (method.getName().equals("handle")) {
            return !method.getRawReturnType().getName().equals("io.smallrye.mutiny.Uni")
                    || method.getOwner().getMethods().stream()
                                    .filter(other -> other.getName().equals("handle"))
                                    .count()
                            > 1;
        }
        return method.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean blocks(JavaAccess<?> access) {
        String name = access.getName();
        JavaClass owner = access.getTargetOwner();
        return isIn(owner, "io.smallrye.mutiny")
                        && (name.equals("await") || name.startsWith("subscribe"))
                || isIn(owner, "io.vertx")
                        && (name.endsWith("AndAwait") || name.endsWith("AndForget"))
                || isIn(owner, "java.lang.Thread") && name.equals("sleep")
                || isIn(owner, "java.util.concurrent.CompletableFuture")
                        && (name.equals("get") || name.equals("join"));
    }

    /// ArchUnit does not see synchronized blocks.
    private static boolean entersMonitor(JavaClass type) {
        try (var bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(CodeModel::elementStream)
                    .anyMatch(MonitorInstruction.class::isInstance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isContractType(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || type.isAnonymousClass()
                || type.isInterface()
                        && (type.reflect().isSealed()
                                || type.getSimpleName().equals("package-info"));
    }
}
