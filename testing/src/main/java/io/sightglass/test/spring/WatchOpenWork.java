package io.sightglass.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.sightglass.test.OpenWork;

import org.springframework.context.annotation.Import;

/**
 * Watches what the beans of a test start: an {@link OpenWork} is a bean, and stands
 * around those of pipelines, LLM calls and connections.
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;WatchOpenWork
 * class ShopTests {
 *
 *     &#64;AfterEach
 *     void allHasEnded(&#64;Autowired OpenWork open) {
 *         assertThat(open).hasNothingOpen();
 *     }
 *
 * }
 * </pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Import(OpenWorkConfiguration.class)
public @interface WatchOpenWork {

}
