package dev.repartee.control.access;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;

/** Every endpoint that the control plane's classes declare, whichever part they belong to. */
public final class DeclaredEndpoints {

    private static final String ROOT = "dev.repartee.control";

    private DeclaredEndpoints() {}

    /**
     * An endpoint.
     *
     * @param name method and path, as in the OpenAPI document
     * @param need what it needs
     */
    record Declared(String name, Endpoints.Need need) {}

    /** Method and path of each. */
    public static List<String> names() {
        return all().stream().map(Declared::name).toList();
    }

    static List<Declared> all() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        List<Declared> found = new ArrayList<>();
        for (BeanDefinition bean : scanner.findCandidateComponents(ROOT)) {
            found.addAll(of(load(bean.getBeanClassName())));
        }
        found.sort(
                Comparator.comparing(
                                (Declared one) -> one.name().substring(one.name().indexOf(' ')))
                        .thenComparing(Declared::name));
        return found;
    }

    private static List<Declared> of(Class<?> controller) {
        RequestMapping base =
                AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        List<Declared> found = new ArrayList<>();
        for (Method method : controller.getDeclaredMethods()) {
            RequestMapping mapping =
                    AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
                var need = Endpoints.need(new HandlerMethod(controller, method));
                for (String prefix : paths(base)) {
                    for (String path : paths(mapping)) {
                        Arrays.stream(mapping.method())
                                .map(verb -> new Declared(verb + " " + prefix + path, need))
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0
                ? List.of("")
                : List.of(mapping.path());
    }

    private static Class<?> load(@Nullable String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
