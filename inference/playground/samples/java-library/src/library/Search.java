package library;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** Finds books by the name of their author. */
public class Search extends HttpServlet {
  private final Books books = new Books();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String author = request.getParameter("author");
    if (author == "") {
      response.sendError(400);
      return;
    }
    try {
      response.getWriter().println(books.byAuthor(author));
    } catch (SQLException failure) {
      response.sendError(500);
    }
  }
}
