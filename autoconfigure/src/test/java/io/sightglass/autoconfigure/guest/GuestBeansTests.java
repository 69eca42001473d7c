package io.sightglass.autoconfigure.guest;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.autoconfigure.guest.GuestBeans.FinalFilter;
import io.sightglass.autoconfigure.guest.GuestBeans.FinalModel;
import io.sightglass.autoconfigure.guest.GuestBeans.FinalProcessor;
import io.sightglass.autoconfigure.guest.GuestBeans.Guest;
import io.sightglass.autoconfigure.guest.GuestBeans.Model;
import io.sightglass.autoconfigure.guest.GuestBeans.ParticularProcessor;
import io.sightglass.autoconfigure.guest.GuestBeans.Processor;
import io.sightglass.autoconfigure.guest.GuestBeans.ProcessorWithFinalMethod;
import io.sightglass.autoconfigure.guest.GuestBeans.RecordProcessor;
import io.sightglass.autoconfigure.llm.LangChain4jLlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmSdkAutoConfiguration;
import io.sightglass.autoconfigure.llm.SpringAiLlmAutoConfiguration;
import io.sightglass.autoconfigure.pipeline.PipelineAutoConfiguration;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.websocket.MeteredSessions;
import io.sightglass.instrumentation.internal.websocket.ReactiveWebSocketAdapters;
import io.sightglass.instrumentation.internal.websocket.WebSocketMappings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.Ordered;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever class an application's bean has, with Sightglass it can be injected by it.
 */
class GuestBeansTests {

	private final ToolExecutionException error = new ToolExecutionException(
			ToolDefinition.builder().name("tool").description("a tool").inputSchema("{}").build(),
			new IllegalStateException("fails"));

	private final ApplicationContextRunner runner = CoreContext.runner()
		.withConfiguration(AutoConfigurations.of(PipelineAutoConfiguration.class, LlmAutoConfiguration.class,
				SpringAiLlmAutoConfiguration.class, LangChain4jLlmAutoConfiguration.class,
				LlmSdkAutoConfiguration.class));

	static Stream<Object> beans() {
		ToolExecutionExceptionProcessor lambda = (error) -> "processed";
		RecordFilterStrategy<String, String> filter = (record) -> true;
		ProxyFactory proxied = new ProxyFactory(new Processor());
		proxied.setProxyTargetClass(true);
		return Stream.of(new FinalFilter(), filter, new Processor(), new FinalProcessor(),
				new ProcessorWithFinalMethod(), new RecordProcessor("processed"),
				new ParticularProcessor((any) -> "no"), lambda, new ProxyFactory(lambda).getProxy(), proxied.getProxy(),
				new Model<String>(), new FinalModel(), new WebSocketHandlerAdapter(), new Object());
	}

	@ParameterizedTest
	@MethodSource("beans")
	void eachPostProcessorKeepsTheClassOfEachBean(Object bean) {
		this.runner.run((context) -> {
			List<BeanPostProcessor> ours = Stream
				.concat(context.getBeansOfType(BeanPostProcessor.class).values().stream(), sockets(context))
				.filter((processor) -> processor.getClass().getName().startsWith("io.sightglass"))
				.toList();
			assertThat(ours).hasSizeGreaterThan(7);
			Object before = bean;
			for (BeanPostProcessor processor : ours) {
				before = processor.postProcessBeforeInitialization(before, "guest");
				before = processor.postProcessAfterInitialization(before, "guest");
			}
			Object after = before;
			Class<?> type = ClassUtils.getUserClass(bean);
			if (!type.isHidden() && !ClassUtils.isLambdaClass(type) && !Proxy.isProxyClass(type)) {
				assertThat(after).isInstanceOf(type);
			}
			assertThat(ClassUtils.getAllInterfaces(after)).contains(ClassUtils.getAllInterfaces(bean));
			if (after instanceof ToolExecutionExceptionProcessor processor && !(after instanceof ParticularProcessor)) {
				assertThat(processor.process(this.error)).isEqualTo("processed");
			}
		});
	}

	private static Stream<BeanPostProcessor> sockets(BeanFactory beans) {
		return Stream.of(
				new WebSocketMappings(beans.getBeanProvider(Endpoints.class),
						beans.getBeanProvider(MeteredSessions.class)),
				new ReactiveWebSocketAdapters(beans.getBeanProvider(Endpoints.class)));
	}

	@Test
	void beansAreFoundAsWithoutSightglass() {
		this.runner.withUserConfiguration(Guests.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Injected.class).processor()).isSameAs(context.getBean("first"));
			assertThat(context.getBean(Processor.class).word()).isEqualTo("processed");
			assertThat(context.getBean(FinalModel.class)).isNotNull();
			assertThat(context.getBeanProvider(StreamingChatModel.class).stream()).hasSize(2);
			assertThat(context.getBean("made")).isInstanceOf(Model.class).isSameAs(context.getBean("made"));
			assertThat(context.getBean("each")).isNotSameAs(context.getBean("each"));
			assertThat(context.getBean("scoped", ToolExecutionExceptionProcessor.class).process(this.error))
				.isEqualTo("processed");
			assertThat(context.getBean("first", Ordered.class).getOrder()).isEqualTo(7);
			assertThat(context.getBeanFactory().containsSingleton("late")).isFalse();
			assertThat(context.getBean("late", Processor.class).word()).isEqualTo("processed");
		});
	}

	// A measured client is a proxy of the SDK's interface.
	@Test
	void aClientIsMeasuredWhereItIsDeclaredByItsInterface() {
		this.runner.withUserConfiguration(Clients.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(OpenAIClientImpl.class)).isSameAs(context.getBean("byClass"));
			assertThat(context.getBean("byInterface")).isInstanceOf(OpenAIClient.class)
				.isNotInstanceOf(OpenAIClientImpl.class);
			assertThat(context.getBean("made")).isInstanceOf(OpenAIClient.class)
				.isNotInstanceOf(OpenAIClientImpl.class);
		});
	}

	@Test
	void beansAreDestroyedOnce() {
		Guest[] made = new Guest[1];
		this.runner.withBean("own", Model.class, () -> {
			Model<Long> own = new Model<>();
			made[0] = own;
			return own;
		}).run((context) -> assertThat(context.getBean(Model.class)).isNotSameAs(made[0]));
		assertThat(made[0].isDestroyed()).isTrue();
	}

	record Injected(FinalFilter filter, Processor processor) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Guests {

		@Bean
		Injected injected(FinalFilter filter, Processor processor) {
			return new Injected(filter, processor);
		}

		@Bean
		FinalFilter filter() {
			return new FinalFilter();
		}

		@Bean
		@Primary
		Processor first() {
			return new Processor();
		}

		@Bean
		FinalProcessor second() {
			return new FinalProcessor();
		}

		@Bean
		@Lazy
		Processor late() {
			return new Processor();
		}

		@Bean
		@Scope("prototype")
		Processor each() {
			return new Processor();
		}

		@Bean
		@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Processor scoped() {
			return new Processor();
		}

		@Bean
		FinalModel model() {
			return new FinalModel();
		}

		@Bean
		FactoryBean<Model<Long>> made() {
			return new FactoryBean<>() {

				@Override
				public Model<Long> getObject() {
					return new Model<>();
				}

				@Override
				public Class<?> getObjectType() {
					return Model.class;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		OpenAIClientImpl byClass() {
			return new OpenAIClientImpl(options());
		}

		@Bean
		OpenAIClient byInterface() {
			return new OpenAIClientImpl(options());
		}

		@Bean
		FactoryBean<OpenAIClient> made() {
			return new FactoryBean<>() {

				@Override
				public OpenAIClient getObject() {
					return new OpenAIClientImpl(options());
				}

				@Override
				public Class<?> getObjectType() {
					return OpenAIClient.class;
				}

			};
		}

		@Bean
		Injected injected(OpenAIClientImpl client) {
			return new Injected(new FinalFilter(), new Processor());
		}

		private static ClientOptions options() {
			return ClientOptions.builder().httpClient(OkHttpClient.builder().build()).apiKey("none").build();
		}

	}

}
