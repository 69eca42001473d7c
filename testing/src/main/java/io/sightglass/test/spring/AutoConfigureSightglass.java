package io.sightglass.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Puts Sightglass into a slice of an application: meter sets and the beans of all
 * families, over a {@code SimpleMeterRegistry} unless the slice has a registry.
 *
 * <pre class="code">
 * &#64;WebMvcTest(OrderController.class)
 * &#64;AutoConfigureSightglass
 * class OrderControllerTests {
 *
 *     &#64;Autowired MeterRegistry registry;
 *
 * }
 * </pre>
 *
 * Annotated methods and HTTP requests are measured too, those of {@code MockMvc} and
 * {@code WebTestClient} (of which the status is not known, as its mock of a server breaks
 * each exchange off); other servers and clients are not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureSightglass {

}
