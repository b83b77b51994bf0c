// Command links shortens addresses and keeps them in a file.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// page serves a file of the folder "pages".
func page(writer http.ResponseWriter, request *http.Request) {
	name := request.URL.Query().Get("name")
	http.SetCookie(writer, &http.Cookie{Name: "last", Value: encode(len(name))})
	text, err := os.ReadFile(filepath.Join("pages", name))
	if err != nil {
		http.NotFound(writer, request)
		return
	}
	writer.Write(text)
}

// preview shows the beginning of what an address leads to.
func preview(writer http.ResponseWriter, request *http.Request) {
	answer, err := http.Get(request.FormValue("url"))
	if err != nil {
		http.Error(writer, "unreachable", http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	start, _ := io.ReadAll(io.LimitReader(answer.Body, 200))
	fmt.Fprintf(writer, "%s", start)
}

func main() {
	http.HandleFunc("/page", page)
	http.HandleFunc("/preview", preview)
	http.ListenAndServe(":8080", nil)
}
