import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('python', text)
  expect(found).toEqual(marked)
}

describe('A constant that is wrong in its place is found', () => {
  test('as an address without encryption that a variable holds', () =>
    expectMarked(`import requests
from urllib.request import urlopen as ask, URLopener
def orders():
  address = 'http://shop.example.com/orders'
  requests.get(address, timeout=5)  # finds python-address-unencrypted
  requests.request('GET', address, timeout=5)  # finds python-address-unencrypted
  with requests.Session() as session:
    session.post(address)  # finds python-address-unencrypted
  opener = URLopener()
  opener.retrieve(address)  # finds python-address-unencrypted
  return ask(address)  # finds python-address-unencrypted
`))

  test('not as an address of this machine, of its network, or with encryption', () =>
    expectMarked(`import requests
def orders():
  for address in ('https://shop.example.com', 'http://localhost:80/', 'http://127.0.0.1', 'http://10.0.0.8/', 'http://orders:8080/x'):
    requests.get(address, timeout=5)
  here = 'http://orders.internal/x'
  requests.get(here, timeout=5)
  near = 'http://localhost:8000'
  requests.get(near, timeout=5)
`))

  test('as a short key under a name that the import has changed', () =>
    expectMarked(`from Crypto.PublicKey import RSA as rsa, DSA
from Cryptodome.PublicKey import RSA as other
def keys():
  size = 1024
  first = rsa.generate(bits=1024)  # finds python-short-key
  second = other.generate(512)  # finds python-short-key
  third = DSA.generate(size)  # finds python-short-key
  return first, second, third, rsa.generate(2048), other.generate(bits=3072)
`))

  test('as a certificate that nobody checks', () =>
    expectMarked(`import ssl, urllib3 as web
from urllib3 import PoolManager
def pools():
  first = PoolManager(10, cert_reqs=ssl.CERT_NONE)  # finds python-certificate-unchecked
  second = web.connection_from_url('https://example.com', cert_reqs='NONE')  # finds python-certificate-unchecked
  third = PoolManager(10, cert_reqs=ssl.CERT_REQUIRED)
  return first, second, third, PoolManager(10, cert_reqs='CERT_REQUIRED')
`))

  test('as a slow pattern that a variable holds', () =>
    expectMarked(`import re
def patterns():
  words = r'^(a+)+$'
  parts = r'^a+(ba+)+$'
  return re.compile(words), re.compile(parts)  # finds python-pattern-slow
`))

  test('as a wildcard that may be an option', () =>
    expectMarked(`import os as system, subprocess
def give(path):
  system.system('/bin/chown backup *')  # finds python-shell-wildcard
  subprocess.run('tar cf x.tar *', shell=True)  # finds python-shell-wildcard
  subprocess.run('tar cf x.tar *')
  system.system('chown backup ./*')
  system.system('tar cf x.tar -- *')
  system.system('ls *')
`))

  test('as a key that a variable holds', () =>
    expectMarked(`import jwt, os, boto3
SECRET = 'this-is-secret'
def tokens(claims, given):
  jwt.encode(claims, SECRET, algorithm='HS256')  # finds python-key-in-code
  key = 'first' + '-second'
  jwt.decode(given, key=key, algorithms=['HS256'])  # finds python-key-in-code
  other = os.environ['KEY']
  access = 'AKIAQYLPMN5HHHFPKGJQ'
  boto3.client('s3', aws_access_key_id=access)  # finds python-key-in-code
  return jwt.encode(claims, other, algorithm='HS256')
`))
})
