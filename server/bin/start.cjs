import('../dist/wayline.js').catch(function (error) {
  var missing = error && error.code === 'ERR_MODULE_NOT_FOUND'
  process.stderr.write(
    missing
      ? 'wayline is not built yet; run `npm run build` in the repository.\n'
      : String((error && error.message) || error) + '\n',
  )
  process.exit(2)
})
