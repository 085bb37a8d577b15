package dev.repartee.control.knowledge;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Bounds forms with files where the uploads have their bound; several files may come at once. */
@Configuration
@ConditionalOnBean(KnowledgeServices.class)
class Multipart {

    private static final int FILES_AT_ONCE = 4;
    private static final int KEPT_IN_MEMORY = 1 << 16;

    @Bean
    MultipartConfigElement multipartLimits(KnowledgeServices services) {
        long most = services.limits().maxBytes();
        return new MultipartConfigElement("", most, FILES_AT_ONCE * most, KEPT_IN_MEMORY);
    }
}
