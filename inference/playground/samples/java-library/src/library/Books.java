package library;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The books of the library. */
public class Books {
  /** The titles of all books of an author. */
  public List<String> byAuthor(String author) throws SQLException {
    List<String> titles = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:library.db");
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("SELECT title FROM books WHERE author = '" + author + "'");
      while (rows.next()) {
        titles.add(rows.getString("title"));
      }
    }
    return titles;
  }

  /** How many days a book is overdue; 0 if it is not. */
  public int daysOverdue(int dueDay, int today) {
  }
}
