import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('python', text)
  expect(found).toEqual(marked)
}

test('Django: requests, queries, answers and views', () =>
  expectMarked(`
import os
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views import View
from .models import User

def show(request):
    name = request.GET.get('name', '')
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM t WHERE n = '%s'" % name)  # finds python-tainted-sql
        cursor.execute("SELECT * FROM t WHERE n = %s", [name])
    User.objects.raw("SELECT * FROM u WHERE n = '" + name + "'")  # finds python-tainted-sql
    User.objects.extra(where=["n = '%s'" % name])  # finds python-tainted-sql
    User.objects.filter(name=name)
    return HttpResponse('Hi ' + name)  # finds python-tainted-html

def safe(request):
    if request.GET.get('a'):
        return HttpResponse('Hi ' + escape(request.GET['n']))
    if request.GET.get('b'):
        return JsonResponse({'a': request.GET['a']})
    if request.GET.get('c'):
        return HttpResponse(request.body, content_type='text/plain')
    return render(request, 'x.html', {'a': request.GET['a']})

def move(request):
    target = request.POST.get('next')
    if target and url_has_allowed_host_and_scheme(url=target, allowed_hosts={request.get_host()}):
        return redirect(target)
    return HttpResponseRedirect(request.POST['next'])  # finds python-tainted-redirect

class Page(View):
    def get(self, request):
        return HttpResponse(mark_safe(request.GET['x']))  # finds python-tainted-html

    def post(self, request):
        with open(os.path.join('/tmp', self.request.POST['f'])):  # finds python-tainted-path
            return HttpResponse('x')
`))

test('FastAPI: parameters by their types, models and dependencies', () =>
  expectMarked(`
import os, subprocess
from fastapi import Depends, FastAPI, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from pydantic import BaseModel
from sqlalchemy import text
app = FastAPI()

class Item(BaseModel):
    name: str
    count: int

def get_db(): ...

@app.get('/a')
def a(name: str, number: int, db=Depends(get_db)):
    db.execute(text(f"SELECT * FROM t WHERE n = '{name}'"))  # finds python-tainted-sql
    db.execute(text(f"SELECT * FROM t WHERE n = {number}"))
    db.execute(text("SELECT * FROM t WHERE n = :n"), {'n': name})
    return {'a': name}

@app.post('/b')
async def b(item: Item, db=Depends(get_db)):
    db.execute(f"INSERT INTO t VALUES ('{item.name}')")  # finds python-tainted-sql
    db.execute(f"INSERT INTO t VALUES ({item.count})")
    return item

@app.get('/c/{path:path}')
async def c(path: str):
    return FileResponse(os.path.join('/srv', path))  # finds python-tainted-path

@app.get('/d')
async def d(request: Request):
    return HTMLResponse('<b>' + request.query_params['x'] + '</b>')  # finds python-tainted-html

@app.get('/e')
async def e(url: str = Query(...)):
    return RedirectResponse(url)  # finds python-tainted-redirect

@app.post('/f')
async def f(file: UploadFile):
    with open('/tmp/' + file.filename, 'wb') as out:  # finds python-tainted-path
        out.write(await file.read())

@app.post('/g')
async def g(request: Request):
    data = await request.json()
    subprocess.run(f"convert {data['f']}", shell=True)  # finds python-tainted-command
`))

test('Tornado, aiohttp and Bottle', () =>
  expectMarked(`
import tornado.web
import ldap3
from aiohttp import web
from bottle import redirect, request, route

class Page(tornado.web.RequestHandler):
    def get(self):
        self.write('<b>' + self.get_argument('name') + '</b>')  # finds python-tainted-html
        self.redirect(self.get_argument('next'))  # finds python-tainted-redirect

async def page(query: web.Request):
    return web.Response(text='<b>' + query.query['name'], content_type='text/html')  # finds python-tainted-html

async def plain(query: web.Request):
    return web.Response(text=query.query['name'], content_type='text/plain')

@route('/x/<name>')
def x(name):
    connection = ldap3.Connection('x')
    connection.search('o=x', f'(uid={request.query.user})')  # finds python-tainted-ldap
    redirect(request.query.get('n'))  # finds python-tainted-redirect
    return '<b>' + name + '</b>'  # finds python-tainted-html
`))

test('programs: what somebody types is no file of somebody else, but it is no code either', () =>
  expectMarked(`
import sys

def main():
    with open(sys.argv[1]) as file:
        file.read()
    eval(input())  # finds python-tainted-code
`))

test('Pyramid and Django REST: what a view is called with', async () => {
  await expectMarked(`
from pyramid.view import view_config
from sqlalchemy import text

@view_config(route_name='home', renderer='home.jinja2')
def home(request):
    name = request.params['name']
    query = request.dbsession.query(User)
    query.filter(User.name == name).one()
    query.distinct(text('upper(' + name + ')'))  # finds python-tainted-sql
    return {'one': query.having('name = {}'.format(name))}  # finds python-tainted-sql
`)
  await expectMarked(`
from rest_framework.views import APIView
class Orders(APIView):
    def post(self, request):
        cursor.execute("SELECT * FROM t WHERE n = '%s'" % request.data.get('name'))  # finds python-tainted-sql
        cursor.execute("SELECT * FROM t WHERE n = %s", [request.data.get('name')])
`)
})
