package ecomauction.notification.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/// News as they are stored.
@ApplicationScoped
public class NewsJson {

    private final ObjectMapper json;

    NewsJson(ObjectMapper json) {
        // Replicas of two versions run side by side during a rollout.
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    public News read(String text) {
        try {
            return json.readValue(text, News.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Not news: " + text, bug);
        }
    }

    String write(News news) {
        try {
            return json.writerFor(News.class).writeValueAsString(news);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Not writable as JSON: " + news.getClass(), bug);
        }
    }
}
